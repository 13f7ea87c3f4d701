# nditer: what its operands become, when they are copies, what goes back to them, and what it refuses.
import warnings
import numpy as np
from numpy import nditer, nested_iters


def say(name, f):
    try:
        r = f()
        print(name, '' if isinstance(r, nditer) else r)
    except Exception as e:
        print(name, type(e).__name__, e)


a = np.arange(6, dtype='i2').reshape(2, 3)
READ, NEW = ['readonly'], ['writeonly', 'allocate']
say('more than itershape', lambda: nditer([a, None], [], [READ, NEW], op_axes=[[0, 1, None], None], itershape=(-1, 1, 4)))
say('too many', lambda: nditer([a] * 33))
say('too large', lambda: nditer((np.broadcast_to(1, 2**53), np.broadcast_to(1, (2**53, 1)))))
say('no type', lambda: nditer([a, None], [], [['writeonly'], NEW]))
say('read before it is written', lambda: nditer([a, None], ['buffered'], ['allocate', 'readwrite']))
for flags, access, axes in ((), 'readwrite', [-1, 0]), (['reduce_ok'], 'writeonly', [-1, 0]), (['reduce_ok'], 'readwrite', [-1, 0]), \
        (['reduce_ok'], 'readwrite', [0, 3]), (['reduce_ok'], 'readwrite', [1, -1]), ((), 'writeonly', [1, 0]):
    say(('allocated', flags, access, axes),
        lambda: nditer([a, None], flags, [READ, [access, 'allocate']], op_axes=[[0, 1], axes]).operands[1].shape)

# types
swapped = np.arange(3, dtype='f4').byteswap().newbyteorder()
say('alone', lambda: nditer([swapped, None]).dtypes)
say('two', lambda: nditer([swapped, swapped, None]).dtypes)
say('common', lambda: nditer([np.array([3], 'i4'), None, np.array([2j])], ['common_dtype'], [['readonly', 'copy'], NEW, ['writeonly']]).dtypes)
say('nbo', lambda: nditer(swapped, ['buffered'], [['readonly', 'nbo']]).dtypes)
say('nbo', lambda: nditer(swapped, [], [['readonly', 'nbo']]))
say('aligned', lambda: nditer(np.frombuffer(bytes(25), 'f4', offset=1), [], [['readonly', 'aligned']]))
say('contig', lambda: nditer(np.arange(12)[::2], ['external_loop'], [['readonly', 'contig']]))
say('contig', lambda: nditer(np.arange(12)[::2], ['external_loop', 'buffered'], [['readonly', 'contig']])[0].flags.contiguous)
say('class', lambda: type(nditer([np.matrix([[1, 2]]), None]).operands[1]))
say('no class', lambda: type(nditer([np.matrix([[1, 2]]), None], [], [READ, NEW + ['no_subtype']]).operands[1]))

# what goes back
u = swapped.copy()
it = nditer(u, [], [['readwrite', 'updateifcopy']], casting='equiv', op_dtypes=['f4'])
print(u.flags.writeable)
it.operands[0][:] = 7
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    del it
    print([(x.category.__name__, str(x.message)) for x in w], u.flags.writeable, u)
with nditer(u, [], [['readwrite', 'updateifcopy']], casting='equiv', op_dtypes=['f4']) as it:
    it.operands[0][:] = 7
    print(u)
print(u, u.flags.writeable)
x = np.arange(10)
with nditer([x[1:], x[:-1]], ['copy_if_overlap'], [READ, ['readwrite']]) as it:
    print(np.shares_memory(*it.operands))
    for p, q in it:
        q[...] = p * 10
print(x)
y = np.full((2, 3), 2.5)
mask = np.array([True, True, False])
with nditer([y, mask], ['buffered'], [['readwrite', 'writemasked'], ['readonly', 'arraymask']], op_dtypes=['i8', None], casting='unsafe') as it:
    for p, m in it:
        p[...] = 3
print(y)
for t in ('i1', 'u1', 'f4'):
    say(('mask', t), lambda: nditer([np.zeros(3), np.ones(3, t)], ['buffered'], [['readwrite', 'writemasked'], ['readonly', 'arraymask']],
                                    op_dtypes=['f4', None], casting='same_kind'))
for mask, axes in (None, [-1, 0]), (np.zeros((1, 4), bool), None), (np.zeros((), bool), None):
    say('mask', lambda: nditer((mask, np.zeros((3, 4))), ['reduce_ok'], [['arraymask', 'readwrite', 'allocate'], ['writeonly', 'writemasked']],
                               op_axes=axes and [axes, [0, 1]]))
say('mask', lambda: nditer([np.zeros((2, 3)), np.zeros(3), np.ones((2, 3), bool)], ['reduce_ok'],
                           [READ, ['readwrite', 'writemasked'], ['readonly', 'arraymask']]))

# sums over pieces of a buffer
for size in (1, 4, 5, 10, 100):
    with nditer([np.ones((2, 3, 5)), None], ['reduce_ok', 'external_loop', 'buffered', 'delay_bufalloc'], [READ, ['readwrite', 'allocate']],
                op_axes=[None, [0, -1, 1]], buffersize=size) as it:
        say('delayed', lambda: it.value)
        it.operands[1][...] = 0
        it.reset()
        sizes = []
        for p, q in it:
            q[...] += p
            sizes.append(len(q))
        print(it.operands[1].tolist(), sizes)

# nested, turned round, and in another type
b = np.arange(12).reshape(2, 3, 2)[::-1, ::-1, ::-1]
for axes in ([[0], [1, 2]], [[0, 1], [2]], [[0, 2], [1]]):
    i, j = nested_iters(b, axes)
    print([[int(v) for v in j] for _ in i])
f = np.arange(6, dtype='f4').reshape(2, 3)
i, j = nested_iters(f, [[0], [1]], op_flags=['readwrite', 'updateifcopy'], casting='same_kind', op_dtypes='f8')
with i, j:
    for _ in i:
        for v in j:
            v[...] += 1
    print(f.tolist())
print(f.tolist())

# afterwards
it = nditer(np.arange(3))
it.close()
for name in ('operands value shape ndim nop itersize dtypes itviews has_index iterindex iterrange finished index multi_index '
             'has_delayed_bufalloc iterationneedsapi').split():
    say(name, lambda: getattr(it, name))
    try:
        delattr(nditer(np.arange(3)), name)
    except AttributeError:
        pass
    else:
        print(name, 'is gone')
for name in 'next iternext reset copy __len__ __enter__ close'.split():
    say(name, lambda: next(it) if name == 'next' else getattr(it, name)())
say('place', lambda: setattr(nditer(np.arange(3), ['external_loop']), 'iterindex', 1))

# dates without a unit
for v in (1, 2.5, True, np.int8(3)):
    say(v, lambda: (np.full(2, v, 'M8').view('i8'), np.array([v]).astype('M8').view('i8'), np.full(2, v, 'm8'), np.full(2, v, 'M8[D]')))
d = np.ones(2, 'M8')
for g in (repr, str, lambda d: d[0], lambda d: d.tolist(), lambda d: d.astype('U'), lambda d: d.astype('M8[D]'), lambda d: d.astype('i8')):
    say('d', lambda: repr(g(d)))
say('twice out', lambda: np.add(1, 2, np.zeros(1), out=np.zeros(1)))
