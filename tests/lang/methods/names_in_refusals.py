# Whose name stands in the refusal of arguments, and what is looked at first.
import _random
import io
import itertools
import struct


def show(f, *args, **kw):
    try:
        print(ascii(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


class Frozen(frozenset):
    pass


class Super(super):
    pass


class Meta(type):
    pass


class C(metaclass=Meta):
    pass


show(Frozen, [], [])
show(Frozen.__new__, Frozen, [], [])
show(frozenset, [], [])
show(Super, 1, 2, 3)
show(Super, None)
show(super, 1, 2, 3)
show(super, None)
for what in 'zz', 5:
    show(type.__setattr__, int, what, 1)
    show(type.__delattr__, int, what)
    show(Meta.__delattr__, int, what)
    show(type.__delattr__, C, what)
    show(object.__getattribute__, C, what)
print(object.__getattribute__(int, 'real') is int.__dict__['real'])
show(itertools.accumulate, *'abcd')
show(itertools.accumulate, *'abc')
show(itertools.product, zz=1, yy=1)
show(compile('1', '', 'eval').replace, 1, **{f'z{i}': 0 for i in range(20)})
show(_random.Random, 1, 2)
show(_random.Random, x=1)
show(io.TextIOWrapper, io.BytesIO(), 5, None, 5)
show(io.TextIOWrapper, io.BytesIO(), line_buffering=[])
show(io.TextIOWrapper(io.BytesIO()).reconfigure, encoding=5)
show(io.IncrementalNewlineDecoder, None, [])
p = property(len)
bound = p.__set_name__
show(lambda: p.__set_name__(int, 'a', k=1))
show(lambda: bound(int, 'a', k=1))
show(lambda: p.__set_name__(1))
show(range(3).__reduce__, k=1)
for cls in UnicodeDecodeError, UnicodeEncodeError:
    for args in [('a', 5, 0, 1, 5), ('a', 5, 'x', 1, 'r'), ('a', 5, 0, 1, 'r'), ('a', b'b', 2 ** 70, 1, 'r'), ('a', 'b', 0, True, 'r'),
                 ('a', memoryview(b'abcd')[::2], 0, 1, 'r')]:
        show(cls, *args)
e = UnicodeDecodeError('a', bytearray(b'b'), True, 1, 'r')
print(repr(e.object), repr(e.start))

# the length of a string that has no room for it
for form, values in ('0px', (b'',)), ('B0p', (3, b'')), ('0pB', (b'', 1)):
    print(struct.pack(form, *values))
    b = bytearray(4)
    struct.pack_into(form, b, 1, *values)
    print(b)
print((5 << 2 ** 31).bit_length())
