# Types told by an attribute dtype, by a number, by fields of another type; keys of fields; what a record promotes to alone.
import warnings

import numpy as np

warnings.simplefilter('error')


def t(f):
    try:
        print(repr(f()))
    except (Exception, Warning) as e:
        print(type(e).__name__, e)


class Typed:
    dtype = np.dtype('f4')


class Named:
    dtype = 'i2'


class Property:
    @property
    def dtype(self):
        return np.dtype('i1')


class Itself:
    pass


class Number:
    dtype = 5

    def __repr__(self):
        return 'Number()'


class Scalar(np.float32):
    dtype = np.dtype('i2')


class Void(np.void):
    pass


Itself.dtype = Itself
Void.dtype = Void
for x in Typed, Typed(), Named, Named(), Property, Property(), Itself, Itself(), Number, Number(), Scalar, Void:
    t(lambda: np.dtype(x))
t(lambda: np.zeros(2, Typed))
t(lambda: [np.dtype(bytes([i])) for i in range(24)])
t(lambda: np.dtype('\x05'))
t(lambda: np.dtype(b'\x30'))
for text in 'f8,i8,[f8,i8]', '[f8,i8]', '[f8', 'Fl\xfcgel':
    t(lambda: np.dtype(text))
t(lambda: np.dtype(np.dtype('i4,f4').fields))
dt = np.dtype({'names': ['a', 'b'], 'formats': ['i4', 'f8'], 'titles': ['x', None]}, align=True)
for key in [1, 2], ['a', 1], (), ['zz'], ['x'], ['a', 'a'], [], ['a'], 'x', 0, -1, 2, -3, 1.5, None, np.array(1), b'a':
    t(lambda: dt[key])
t(lambda: (dt[['a']].isalignedstruct, dt[[]].alignment))


class Sequence:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


for shape in np.array([1, 2]), [1, 2], 'ab', Sequence(1, 2), np.array(2), np.int8(3), 2.0, (2, 3), [], [1.5]:
    t(lambda: np.dtype([('a', 'f4', shape)]))
    t(lambda: np.dtype(('f4', shape)))
t(lambda: np.result_type(np.dtype('>i4,<i1,i8,V3')[['f0', 'f2']]))
t(lambda: np.result_type(np.dtype('>i4,<i1,i8,V3', align=True)[['f0', 'f2']]))
t(lambda: np.result_type(np.dtype('i,O,i')[['f0', 'f2']]))
gaps = np.dtype('>i4,<i1,i8,V3')[['f0', 'f2']]
t(lambda: np.promote_types(gaps, np.dtype(gaps, copy=True)))
t(lambda: hash(np.dtype('i4,f4')) == hash(np.dtype('<i4,<f4')))
t(lambda: len({hash(np.dtype(k)) for k in ('i4,f4', 'f4,i4', 'i4,i4', '2i4', '(2,1)i4', '(1,2)i4', 'i4,2f4')}))
t(lambda: np.frombuffer(b'', [], count=2))
t(lambda: np.frombuffer(b'', []))
t(lambda: np.frombuffer(b'abc', 'V0', count=2))
t(lambda: np.fromiter((() for i in range(3)), []))
