# ExceptionGroup: construction, split, subgroup, derive, except*.
eg = ExceptionGroup('top', [ValueError(1), TypeError('t'), ExceptionGroup('nested', [ValueError(2), KeyError('k')])])
print(eg, repr(eg), eg.message, len(eg.exceptions), eg.args)
print(eg.split(ValueError))
print(eg.subgroup((TypeError, KeyError)), eg.subgroup(OSError), eg.subgroup(lambda e: isinstance(e, KeyError)))
print(repr(eg.subgroup(ValueError)))
print(repr(eg.derive([OSError('d')])))
for args in ((), ('a',), ('a', []), (1, [ValueError()]), ('a', 5), ('a', [1]), ('a', [KeyboardInterrupt()])):
    try:
        ExceptionGroup(*args)
    except Exception as e:
        print(type(e).__name__, e)
print(type(BaseExceptionGroup('b', [ValueError()])).__name__, type(BaseExceptionGroup('b', [KeyboardInterrupt()])).__name__)
try:
    eg.split(5)
except TypeError as e:
    print(e)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + '!', excs)


m = MyGroup('mine', [ValueError(1), KeyError(2)])
m.add_note('a note')
part, rest = m.split(ValueError)
print(repr(part), repr(rest), part.__notes__)
try:
    raise eg
except* ValueError as e:
    print('values', repr(e))
except* (TypeError, KeyError) as e:
    print('others', repr(e))
try:
    try:
        raise ExceptionGroup('x', [ValueError(1), OSError(2)])
    except* ValueError as e:
        print('caught', repr(e))
except ExceptionGroup as e:
    print('left', repr(e))
try:
    raise ValueError('naked')
except* ValueError as e:
    print(repr(e))
try:
    try:
        raise ExceptionGroup('x', [ValueError(1)])
    except* ValueError:
        raise KeyError('new')
except ExceptionGroup as e:
    print(repr(e), repr(e.exceptions[0].__context__))
except KeyError as e:
    print('bare', repr(e), repr(e.__context__))
try:
    try:
        raise ExceptionGroup('x', [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(repr(e))
print(ExceptionGroup[int])
