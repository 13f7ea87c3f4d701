# Flags, axes and methods of nditer and nested_iters, and what they refuse.
import numpy as np

x, y = np.arange(6).reshape(2, 3), np.arange(3)
f, e, z = np.asfortranarray(x * 1.0), np.zeros((0, 3)), np.array(5)
b = np.broadcast_to(y, (2, 3))


def show(what, call):
    try:
        print(what, call())
    except Exception as error:
        print(what, type(error).__name__, error)


def seen(*args, **words):
    it = np.nditer(*args, **words)
    out = [it.shape, it.ndim, it.nop, it.itersize, it.has_delayed_bufalloc, it.has_index, [d.str for d in it.dtypes]]
    if it.has_delayed_bufalloc:
        it.reset()
    while not it.finished and len(out) < 13:
        out.append([np.array(v).tolist() for v in it[0:it.nop]] + ([it.index] if it.has_index else []) +
                   ([it.multi_index] if it.has_multi_index else []))
        it.iternext()
    return out


for flags in ('c_index', 'f_index', 'multi_index', 'external_loop', 'buffered', 'delay_bufalloc', 'ranged', 'bogus', 1):
    for name, op in (('x', x), ('f', f), ('z', z), ('b', b), ('x, y', [x, y]), ('None', [None])):
        show((name, flags), lambda: seen(op, flags=[flags]))
for flags in (['c_index', 'f_index'], ['c_index', 'external_loop'], ['buffered', 'delay_bufalloc'], ['external_loop', 'zerosize_ok']):
    show(flags, lambda: seen(x, flags=flags))
for pair in (['readonly', 'readwrite'], ['copy', 'readwrite'], ['virtual', 'readonly'], ['virtual', 'readwrite'], ['writemasked', 'readonly'],
             ['writemasked', 'readwrite'], ['arraymask', 'readonly'], ['allocate', 'readonly'], ['copy'], ['bogus']):
    show(pair, lambda: seen(x, op_flags=[pair]))
    show(pair, lambda: seen([x, None], op_flags=[pair, pair]))
show('readwrite', lambda: seen(b, op_flags=['readwrite']))
show('number', lambda: seen(5, op_flags=['readwrite']))
show('zero', lambda: np.nditer(e, flags=['zerosize_ok']).shape)
for casting in ('no', 'safe', 'bogus', None, 1):
    for types in ('f8', 'i1', ['f8', 'i4'], ['f8']):
        show((casting, types), lambda: seen(x, flags=['buffered'], op_dtypes=types, casting=casting))
for axes in ([[0, 1], [-1, 0]], [[0, 1], [0, -1]], [[1, 0], None], [None, None], [[0, 1]], 5, [[0, 1], ['a', 0]], [[0], [0, 1]]):
    for shape in (None, (2, 3), (3, 2), (2, 3, 4), ()):
        show((axes, shape), lambda: seen([x, y], op_axes=axes, itershape=shape))
for size in (2, 'a', 1.5):
    show(size, lambda: seen(x, flags=['buffered'], buffersize=size))
for flags in ([], ['multi_index'], ['multi_index', 'c_index'], ['multi_index', 'buffered'], ['c_index']):
    for name in ('remove_axis(0)', 'remove_axis(-1)', 'remove_axis("a")', 'remove_axis()', 'remove_multi_index()', '__getitem__("a")',
                 '__getitem__(5)', '__delitem__(0)', 'foo', '__delattr__("index")', '__setattr__("iterindex", "a")',
                 '__setattr__("multi_index", 1)'):
        show((flags, name), lambda: eval('it.' + name, {'it': np.nditer(x, flags=flags)}))
for axes in ([[0], [1]], [[1], [0]], [[0, 1]], [[0], [0]], [0, 1], [[0], ['a']], 5, [[-1], [0]]):
    show(axes, lambda: [[np.array(v).tolist() for v in inner] for inner in [np.nested_iters(x, axes)[1]]])
show('op_axes', lambda: np.nested_iters(x, [[0], [1]], op_axes=[[0, 1]]))
