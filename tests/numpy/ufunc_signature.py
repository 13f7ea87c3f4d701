# signature= of a ufunc's call: by letters, by types, in part; and what is refused.
import warnings
import numpy as np

warnings.simplefilter('error')
N, O = None, object


def show(f, *args, **words):
    try:
        print(f.__name__, words.get('signature'), repr(f(*args, **words)))
    except (TypeError, ValueError, DeprecationWarning) as e:
        if f is np.logical_or:  # whose words depend on the calls before
            print('logical_or refuses', words['signature'])
            return
        print(f.__name__, words.get('signature'), type(e).__name__, str(e)[:90])


for s in ('ff->f', 'dd->d', 'dd->l', 'ddd', 'd->d', 'dd->', ' dd->d', b'DD->D', '', 'xx->x', 'd', ('d',), (N,), N, 1.5, [N, N, float],
          (N, N), (N, N, N), (N, N, N, N), (float, N, N), (N, float, N), (N, N, float), (N, N, np.float32), (N, 'f4', N),
          (float, float, np.float32), ('i4',) * 3, ('>i4', N, N), (N, N, 'M8[s]'), (O, O, O), (N, O, N), (N, N, O)):
    show(np.add, 3, [4, 5], signature=s)
    show(np.less, 3, [4, 5], signature=s)
for s in ('d->d', 'f->f', 'dd->d', (float, N), (N, float), (N, N), (np.longdouble, N)):
    show(np.sqrt, [4.0, 9.0], signature=s)
    show(np.negative, 2, signature=s)
for s in ('dd->dd', 'dd->d', (float, N, N, N), (N, N, N, N), 'll->ll'):
    show(np.divmod, 7, 2, signature=s)
show(np.frexp, 6.0, signature='d->di')
show(np.frexp, 6, signature=(float, N, N))
show(np.modf, 6.5, signature=(N, float, N))
show(np.modf, 6.5, signature=(N, N))

for s in ((bool, N, N), (N, O, N), (O, O, N), (N, N, bool), (bool, bool, bool), (float, float, bool), (float, N, N)):
    show(np.logical_and, [1, 0], [2.5, 3], signature=s)
    show(np.logical_or, np.array([[], 'a'], object), np.array([0, 'b'], object), signature=s)
show(np.logical_not, [0, 2], signature=(bool, N))

show(np.add, [1.5], [2], signature='ll->l')
show(np.add, [1.5], [2], signature='ll->l', casting='unsafe')
show(np.add, [1], [2], signature='dd->d', out=np.zeros(1, 'i8'))
show(np.add, [1], [2], signature='dd->d', out=np.zeros(1))
show(np.add, [1], [2], signature='dd->d', dtype=float)
show(np.add, [1], [2], signature='dd->d', sig='dd->d')
show(np.add.outer, [1], [2], signature='ff->f')
show(np.subtract, np.array('2001-01-02', 'M8[D]'), np.array('2001-01-01', 'M8[D]'), signature='MM->m')
show(np.matmul, [1, 2], [3, 4], dtype=bool)
show(np.matmul.at, np.array([1]), [0], 1)
