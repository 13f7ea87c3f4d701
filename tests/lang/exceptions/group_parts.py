"""Parts of exception groups: what derive() is asked for, the context that a part hides, and types behind the last member."""
import sys

class Own(ExceptionGroup):
    def derive(self, excs):
        print('derive', len(excs))
        return Own(self.message, excs)

g = Own('g', [ValueError(1), Own('h', [TypeError(2), KeyError(3)])])
print(g.subgroup(KeyError), g.subgroup(OSError), g.subgroup(Exception) is g)
print(g.split(KeyError))
for part in g.split(ValueError)[0], g.split(ValueError)[1], g.subgroup(TypeError), g.derive([OSError()]), g.split(Exception)[0]:
    print(part.__suppress_context__, part.__cause__, part is g)
try:
    try:
        raise Own('g', [ValueError(1), KeyError(2)])
    except* ValueError:
        print('caught')
except Own as e:
    print(repr(e))
for types in '(ValueError, (TypeError,))', 'int', '5', 'ExceptionGroup', '()':
    try:
        exec(f'try: raise ValueError(1)\nexcept* ValueError: print("first")\nexcept* {types}: print("second")')
    except TypeError as e:
        print(types, e, repr(e.__context__))
try:
    try:
        try: raise ValueError(1)
        finally: raise ExceptionGroup('g', [KeyError('k')])
    except* OSError: pass
except ExceptionGroup as e:
    print(repr(e.__context__), e.__suppress_context__)
    e.__traceback__ = None
    sys.stderr = sys.stdout
    sys.excepthook(type(e), e, None)
