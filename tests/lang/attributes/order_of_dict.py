"""In which order the dicts of built-in types list their names, and of which kind each of them is."""
import contextvars
import datetime
import types


def shown(cls):
    print(cls.__name__, *[f'{name}:{type(value).__name__}' for name, value in vars(cls).items() if name not in ('__sizeof__', '__getstate__')])


def g():
    yield


shown(type)
shown(bytearray)
shown(property)
shown(types.FunctionType)
shown(types.MethodDescriptorType)
shown(types.GetSetDescriptorType)
shown(types.MappingProxyType)
shown(types.ModuleType)
shown(types.CellType)
shown(types.TracebackType)
shown(types.SimpleNamespace)
shown(type(vars(g())) if hasattr(g(), '__dict__') else types.CoroutineType)
shown(types.AsyncGeneratorType)
for cls in (SystemExit, StopIteration, ImportError, UnicodeDecodeError, UnicodeTranslateError, OSError, BaseExceptionGroup, SyntaxError):
    print(cls.__name__, list(vars(cls)))
for cls in list, dict, set, slice, bytearray, type({}.keys()), types.CellType, types.MappingProxyType, types.SimpleNamespace:
    names = list(vars(cls))
    print(cls.__name__, vars(cls)['__hash__'], names.index('__hash__') == len(names) - 1)
for cls in datetime.date, datetime.datetime, datetime.time:
    print(cls.__name__, '__getattribute__' in vars(cls), datetime.datetime.__getattribute__ is datetime.date.__getattribute__)
for v in contextvars.Context(), contextvars.ContextVar('v').set(1):
    try:
        hash(v)
    except TypeError as e:
        print(e)
print(type(v).__hash__, '__getattribute__' in vars(bool), '__getattribute__' in vars(OSError))
