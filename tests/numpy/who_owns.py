"""Which results own their memory, and which are views of an array that was made on the way; how often casts of nothing warn."""
import warnings
import numpy as np

I = np.array([[3, 1, 2], [6, 5, 4]])
LINES = '''
np.linspace(0, 1, 3)
np.linspace(0, 1, 1)
np.linspace(0, 1, 1, endpoint=False)
np.linspace(2, 2, 3)
np.linspace(0, 1, 3, dtype='f4')
np.linspace(0, 1, 3, dtype=int)
np.linspace(0, 1, 0)
np.linspace(0, [1, 2], 3)
np.histogram(I)[0]
np.histogram(I)[1]
np.tile(I, 2)
np.tile(I, 1)
np.tile(I, (1, 1, 1))
np.tile([1, 2], 1)
np.tile([1, 2], 2)
np.cross([1, 2, 3], [4, 5, 6])
np.cross([1, 2], [4, 5])
np.ravel([[1, 2], [3, 4]])
np.ravel(1.5)
np.ravel(I)
np.ravel(I.T)
np.expand_dims([1, 2], 0)
np.transpose([[1, 2]])
np.squeeze([[1, 2]])
np.squeeze([1, 2])
np.squeeze(True)
np.flip([1, 2])
np.apply_along_axis(np.sum, 0, I)
np.apply_along_axis(np.sort, 0, I)
np.broadcast_to([1, 2], (2, 2))
np.reshape([1, 2, 3, 4], (2, 2))
np.swapaxes([[1, 2]], 0, 1)
np.roll(I, 1)
np.repeat(I, 2)
np.concatenate([I, I])
np.diag([1, 2])
np.rot90([[1, 2]])
np.char.upper(['a', 'b'])
np.char.add(['a', 'b'], ['c'])
np.char.count(['aab'], 'a')
np.char.multiply([['a'], ['b']], 2)
np.vectorize(abs)(I)
np.vectorize(abs)(I.T)
np.rec.fromarrays([[1, 2], [3., 4.]], names='a,b')
np.rec.fromrecords([(1, 2)], names='a,b')
np.recarray((2,), 'i4,f8')
np.isreal(np.array([1, 'a'], object))
'''


def say(line):
    with warnings.catch_warnings(record=True):
        warnings.simplefilter('always')
        try:
            x = eval(line)
            print(line, '->', type(x).__name__, x.shape, x.flags.owndata, x.base is None)
        except Exception as e:
            print(line, '->', type(e).__name__, e)


for line in LINES.strip().split('\n'):
    say(line)

# shapes beyond all memory, and as many dimensions as there may be
for shape in ((2 ** 40, 2 ** 40), (2 ** 62, 2, 2), (2 ** 62,), (2 ** 40,)):
    try:
        print(np.broadcast_to(1.0, shape).shape)
    except ValueError as e:
        print(e)
print(np.choose(np.zeros((1,) * 32, int), [np.zeros((1,) * 32), np.ones((1,) * 32)]).shape)

# imaginary parts that a loop over nothing would discard: of each operand, and of what an output held under a mask
for shape in (0,), (2, 0), (3,):
    for masked in False, True:
        x, y = np.ones(shape, complex), np.ones(shape, int)
        mask = x.real > 0 if masked else True
        for call in (lambda: np.negative(x, out=x, where=mask, casting='unsafe', dtype='i8'),
                     lambda: np.add(x, x, out=y, where=mask, casting='unsafe', dtype='i8'),
                     lambda: np.add(y, 1, out=x, where=mask, casting='unsafe', dtype='f4')):
            with warnings.catch_warnings(record=True) as w:
                warnings.simplefilter('always')
                call()
            print(shape, masked, len(w))

# the border of an array
for words in dict(mode=I), dict(mode=['a']), dict(mode=3), dict(mode='x'), dict(mode='reflect', reflect_type='other'):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            print(np.pad([1, 2, 3], 1, **words), len(w))
        except (TypeError, ValueError) as e:
            print(e, len(w))

# the type of a range is what its ends and step have in common
for ends in ((np.uint64(7),), (np.int8(0), np.int8(3), np.int8(1)), (np.float32(0), np.float32(2), np.float32(1)), (np.int8(3),),
             (np.float16(3),), (np.uint64(1), np.uint64(4), np.uint64(1)), (np.array(4, 'u1'),), (0, np.float32(3)), (0, 3, np.int8(1))):
    print(repr(np.arange(*ends)))

# methods of text get elements as they are
for call in (lambda: np.char.index(['aab'], np.array([1.5], 'f4')), lambda: np.char.count(['aab'], np.array(['2000-01-01'], 'M8[D]')),
             lambda: np.char.center(['a'], np.array([1.5], 'f2')), lambda: np.char.zfill(['a'], np.array([3], 'i1')),
             lambda: np.char.compare_chararrays(['a'], ['b'], b'<', True), lambda: np.char.compare_chararrays(['a'], ['b'], [1], True)):
    try:
        print(repr(call()))
    except TypeError as e:
        print(e)
