class C: pass
class D:
    def __call__(self): pass
class E:
    def __init__(self): self.__call__ = lambda: 1
print([callable(v) for v in (len, C, C(), D(), E(), lambda: 0, print, 'a', type, D().__call__)])
try: E()()
except TypeError as e: print(e)
