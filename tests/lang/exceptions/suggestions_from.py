"""Whose names are suggested: those of the object an AttributeError holds, if it holds one, None included."""
import sys
sys.stderr = sys.stdout
class O(AttributeError):
    pass
class Q(AttributeError):
    obj = 5
def show(f):
    try: f()
    except Exception as e: sys.__excepthook__(type(e), e, None)
def r(e): raise e
show(lambda: None.__name__); show(lambda: None.__len__); show(lambda: None.foo)
show(lambda: r(AttributeError('x', name='apend', obj=[]))); show(lambda: r(AttributeError('x', name='apend'))); show(lambda: r(AttributeError('x', obj=[]))); show(lambda: r(O('x', name='apend', obj=[]))); show(lambda: r(Q('x', name='rel', obj=5))); show(lambda: r(AttributeError('x', name='__nam__', obj=None))); show(lambda: r(AttributeError('x', name=5, obj=[])))
e = AttributeError('x', name='apend', obj=[]); e.obj = 5; show(lambda: r(e)); e.name = 'rel'; show(lambda: r(e)); del e.obj; show(lambda: r(e))
show(lambda: r(NameError('x', name='prin'))); show(lambda: r(NameError('x')))
class G:
    def __getattr__(s, n): raise AttributeError(n)
    abc = 1
show(lambda: G().abd)
class H:
    def __dir__(s): return ['abd', 5, None]
show(lambda: H().abc); show(lambda: H.abc)
class I:
    def __dir__(s): raise ValueError
show(lambda: I().abc)
