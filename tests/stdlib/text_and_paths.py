"""Links that lead to themselves, home directories, ClassVar under another name, slots with defaults, csv sniffing."""
import array
import copy
import csv
import dataclasses
import operator
import os
import tempfile
import typing

with tempfile.TemporaryDirectory() as top:
    top = os.path.realpath(top)
    at = lambda name: os.path.join(top, name)
    for link, target in [('self', 'self'), ('a', 'b'), ('b', 'a'), ('deep', 'deep/x/y'), ('up', '../' + os.path.basename(top)),
                         ('here', '.'), ('1', '/'.join(['here'] * 10)), ('2', '/'.join(['1'] * 10)),
                         ('3', '/'.join(['2'] * 10)), ('gone', 'nothing/at/all')]:
        os.symlink(target, at(link))
    for name in 'self', 'a', 'b/x', 'b/..', 'b/../z', 'deep', 'up/a', 'up/here/q', '3', '3/new', 'gone', 'gone/x':
        print(name, os.path.realpath(at(name)).replace(top, 'TOP'))
    for name in 'self', 'b/x', 'gone':
        try:
            os.path.realpath(at(name), strict=True)
        except OSError as e:
            print(type(e).__name__, e.errno)

for home in '/home/x', '/home/x/', '/', '', '//':
    os.environ['HOME'] = home
    print(os.path.expanduser('~'), os.path.expanduser('~/a'), os.path.expanduser(b'~/a'))
print(os.path.expanduser('~nobody-of-that-name/a'))

T = typing.ClassVar[int]


@dataclasses.dataclass
class C:
    a: 'T'
    b: 'typing.ClassVar' = 3
    c: 'int' = 4
    U = typing.ClassVar
    d: 'U' = 5


print([f.name for f in dataclasses.fields(C)])


@dataclasses.dataclass(slots=True)
class S:
    a: str
    b: str = dataclasses.field(default='b', init=False)


print(S('a'))


class Root:
    __slots__ = iter(['a'])


try:
    @dataclasses.dataclass(slots=True)
    class D(Root):
        x: int
except TypeError as e:
    print(e)

for end in '\n', '\r\n', '\r':
    dialect = csv.Sniffer().sniff(('x,"a""b"' + end + 'y,"c"' + end) * 2)
    print(dialect.doublequote, dialect.delimiter, csv.Sniffer().sniff(('"",","' + end) * 4).doublequote)
nan = array.array('d', [float('nan')])
print(nan == nan, nan != nan, nan < nan)
try:
    array.array('u', b'\xff' * 4).tounicode()
except ValueError as e:
    print(e)
r = reversed(array.array('i', [1, 2]))
print(list(copy.copy(r)), next(r), next(r), list(copy.copy(r)), operator.length_hint(r))
