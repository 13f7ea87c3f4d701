# Functions of series do their arithmetic in NumPy's order: every bit of the results.
import numpy as np

C = [np.array([.3, -1.7, 2.6, .11, -.9]), np.array([1.1, 7.3, -.7]), np.array([.7, 1 / 3])]
D, X = np.array([.2, 1.3, -.6, .45]), np.array([-.83, .1, .37, 2.9])


def bits(v):
    return [float(i).hex() for i in np.ravel(v)]


for module, p in (('legendre', 'leg'), ('laguerre', 'lag'), ('hermite', 'herm'), ('hermite_e', 'herme'), ('chebyshev', 'cheb')):
    m = getattr(np.polynomial, module)
    for c in C:
        for name, args in (('val', (X, c)), ('val', (.4, c)), ('mul', (c, D)), ('mulx', (c,)), ('pow', (c, 3)), ('der', (c,)),
                           ('der', (c, 2, 1.5)), ('int', (c,)), ('int', (c, 2, [1, 2], .5, 2.)), ('line', (c[0], c[1])),
                           ('fromroots', (c,)), ('companion', (c,)), ('vander', (X, 4)), ('val2d', (X, X, np.outer(c, D))),
                           ('grid2d', (X, X, np.outer(c, D)))):
            if p == 'cheb' and name in ('mul', 'pow', 'fromroots'):
                continue  # sums of products by BLAS, whose order depends on the processor
            print(p + name, bits(getattr(m, p + name)(*args)))
        print(p + 'div', *map(bits, getattr(m, p + 'div')(D, c)))
        print('2poly', bits(getattr(m, p + '2poly')(c)), 'poly2', bits(getattr(m, 'poly2' + p)(c)))
    for text in '{p}mul(1, 2, 3)', '{p}val(1)', '{p}line(None, 2)', '{p}line(1, None)', '{p}val(None, [1, 2, 3])', '{p}mulx([None, 1])', \
            '{p}val([1.], [])', '{p}add([1], 2, 3)', '{p}gauss(0)', '{p}companion([1])', '{p}roots([1, 2])', '{p}2poly([None])':
        try:
            print(text, eval('m.' + text.format(p=p)))
        except Exception as e:
            print(text, type(e).__name__, e)
    print(getattr(m, p + 'val').__name__, getattr(m, p + 'val').__module__, getattr(m, p + 'x'))
