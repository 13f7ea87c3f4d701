"""The error for a module below something that is no package has the missing __path__ as its context."""
import importlib
import sys

class Bare:
    __path__ = []

class Refuses:
    @property
    def __path__(self):
        raise AttributeError('no path')

sys.modules.update(me=sys.modules['__main__'], nothing=None, five=5, bare=Bare, refuses=Refuses())
def told(name):
    try:
        print(__import__(name))
    except (ImportError, AttributeError) as e:
        print(type(e).__name__, e, repr(e.__context__), e.__cause__, e.__suppress_context__, e.name)
for name in 'me.x', 'sys.x', 'os.path.x', 'me.a.b', 'nothing', 'nothing.x', 'five.x', 'bare.x', 'refuses.x', 'json.decoder.x', 'json.none':
    told(name)
try:
    importlib.import_module('five.x')
except ImportError as e:
    print(e, repr(e.__context__))
