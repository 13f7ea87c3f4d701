# ndarray.resize of records makes places of their own, zero behind the old ones; without a shape nothing is done.
import numpy as np

for dt in ([('a', 'i4')], [('a', 'i4'), ('b', 'S3')], [('a', 'O'), ('b', 'i2')], [('a', 'i1'), ('b', 'i8')], [('a', 'O', 2)]):
    a = np.ones(2, dt)
    a.resize((2, 2), refcheck=False)
    print(a)
    a[1]['a'] = 5
    a[0, 1]['a'] = 6
    a['a'][1, 1] = 7
    print(a)
    a.resize(1, refcheck=False)
    print(a)
    a.resize(3, refcheck=False)
    print(a)
a = np.array([1, 2])
print(a.resize(), a, a.resize(None), a)

dt = [('a', 'i4'), ('b', [('c', 'i4'), ('d', 'f8')]), ('e', [('f', 'i2')], (2,))]
r = np.rec.array([(1, (2, 3.5), [(4,), (5,)])], dtype=dt)[0]
print(type(r.b), r.b.d, type(r['b']), r[1].c, repr(r.e), r.e['f'])
r.b.c = 9
print(r)
