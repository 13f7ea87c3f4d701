class C: x = 1
c = C()
setattr(c, 'y', 2); print(getattr(c, 'y'), getattr(c, 'x'), getattr(c, 'z', 'default'), hasattr(c, 'z'))
delattr(c, 'y'); print(hasattr(c, 'y'))
for f, a in ((getattr, (c, 'nope')), (delattr, (c, 'x')), (getattr, (c, 5)), (setattr, (c, 5, 1)), (hasattr, (c, 5)), (delattr, (c, None)), (getattr, (c,)), (setattr, (3, 'a', 1)), (setattr, (int, 'a', 1)), (delattr, (C, 'zz'))):
    try: f(*a)
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class G:
    def __getattr__(self, n): raise AttributeError('mine')
print(getattr(G(), 'a', 'd'), hasattr(G(), 'a'))
class H:
    @property
    def p(self): raise ValueError('v')
try: hasattr(H(), 'p')
except ValueError as e: print(e)
