"""The repr of modules: by their spec, else by their loader, else by their file."""
import types, importlib.machinery as M
m=types.ModuleType('q')
def show(): print(repr(m).replace(hex(id(L)),'ID') if L else repr(m))
L=None
show()
for kw in (dict(), dict(origin='here'), dict(origin='here', is_package=True)):
    for loader in (None, 5, 'ld'):
        m.__spec__=M.ModuleSpec('name', loader, **kw); show()
        m.__file__='fff'; show()
        m.__spec__.has_location=True; show()
        del m.__file__
m.__spec__=3
try: show()
except Exception as e: print(type(e).__name__,e)
class S: name='n'; origin=None; loader=None; has_location=False
m.__spec__=S(); show()
S.origin='a'; show()
S.has_location=True; show()
del S.name
try: show()
except Exception as e: print(type(e).__name__,e)
m.__spec__=None; show(); m.__loader__=5; show(); m.__file__='x'; show()
