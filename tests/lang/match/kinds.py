# Sequence or mapping: the first class of the MRO that is either decides; f-strings are no patterns.
import collections
import collections.abc


def kind(x):
    match x:
        case [*_]:
            return 'sequence'
        case {}:
            return 'mapping'


class C:
    pass


class M(collections.UserDict, C, list):
    pass


class S(collections.UserList, dict, C):
    pass


class S2(list, C, collections.abc.Mapping):
    pass


class M2(dict, collections.abc.Sequence, C):
    pass


print(kind(M()), kind(S()), kind(S2()), kind(M2()), kind('text'), kind([]), kind(collections.OrderedDict()))
for pattern in 'f""', 'f"{x}"', '{f"": _}', '{f"{x}": 1}', '-1', '1+2j', 'C.a', '{C.a: 1}', '{-1: 1}', '{"a" "b": 1}':
    try:
        compile(f'match x:\n case {pattern}: pass\n', '', 'exec')
        print('fine', pattern)
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_offset)
