class A:
    x = 1
    def __getattribute__(self, n):
        print('get', n)
        return object.__getattribute__(self, n)
    def __getattr__(self, n):
        print('fallback', n)
        raise AttributeError(f'none such: {n}')
a = A(); print(a.x)
try: a.y
except AttributeError as e: print(e)
print(getattr(a, 'z', 'default')); len_ = hasattr(a, 'q'); print(len_)
class B:
    def __getattribute__(self, n): raise AttributeError(n)
    def __len__(self): return 3
print(len(B()))
try: B().__len__()
except AttributeError as e: print(e)
