import _string
import string


def shown(f, *args):
    out = []
    try:
        for piece in f(*args):
            out.append(piece)
    except Exception as e:
        out.append(f'{type(e).__name__}: {e}')
    return out


for text in ('', 'abc', '{}', 'a{{b}}c', '{0.x[1]!r:>{w}}', '{', '}', 'a{b', '{a!', '{a!r', '{a!rx}', '{a[}]}', '{a{b}}',
             '{:{', '{a:}}', '{x[a:b]:c}'):
    print(repr(text), shown(_string.formatter_parser, text))
for name in ('a', '0', '', 'a.b', 'a[0]', 'a[x].y[-1]', 'a.', 'a[', 'a[]', 'a[0]b', '²'):
    try:
        first, rest = _string.formatter_field_name_split(name)
        print(repr(name), repr(first), shown(list, rest), shown(iter, rest))
    except Exception as e:
        print(repr(name), type(e).__name__, e)
print(string.Formatter().format('{0[a]} {x!r:>4} {{}} {}'.replace('{}', '{1}', 1), {'a': 1}, 2, x='q'))
for bad in (1, None, b'x'):
    for f in _string.formatter_parser, _string.formatter_field_name_split:
        try:
            f(bad)
        except TypeError as e:
            print(e)
# what is refused has been read: the next step is what follows it
for text in ('a}b{c', '{a{b}}c{', '{a!}', '{a!rx}y', '{a[}]}', '}}}{', '{{}'):
    pieces = _string.formatter_parser(text)
    print(repr(text), [shown(iter, pieces) for i in range(4)])
for name in ('a[0]b²', 'a[0]b.c[', 'a[].b', 'a..b', 'a[]x[1]'):
    first, rest = _string.formatter_field_name_split(name)
    print(repr(name), [shown(iter, rest) for i in range(4)])
for i in rest, pieces:
    print(type(i), iter(i) is i)
    try:
        type(i)(1)
    except TypeError as e:
        print(e)
