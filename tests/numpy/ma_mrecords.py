# numpy.ma.mrecords: masked records with fields as attributes, made from columns, rows and text.
import io
import os
import pickle
import tempfile

import numpy as np
import numpy.ma as ma
from numpy.ma.mrecords import MaskedRecords, addfield, fromarrays, fromrecords, fromtextfile, mrecarray

x = ma.array([(1, 2.5, 'u'), (3, 4.5, 'v'), (5, 6.5, 'w')], mask=[(0, 1, 0), (1, 1, 1), (0, 0, 0)],
             dtype=[('n', int), ('f', float), ('s', 'U2')])
m = x.view(mrecarray)
print(repr(m), repr(m[0]), m, len(m), type(m._data).__name__)
print(repr(m.n), m.f, m['s'], m[0], m[2].n, repr(m[1].f), m[:2])
print(m.mask, m.recordmask, m.tolist(), m.filled(), m.tolist(8))
print(m.view([('a', int), ('b', float), ('c', 'U2')]).b, m.view(np.recarray).n)
for odd in (lambda: m.nothing, lambda: mrecarray(2, dtype='i4,i4', mask=[1, 0, 1])):
    try:
        odd()
    except Exception as e:
        print(type(e).__name__, e)
again = pickle.loads(pickle.dumps(m))
print(again, again.mask, again.dtype)
m.n = 9
m.s = ma.masked
print(m.n, m.s, m.mask)
m[1] = (7, 8, 'z')
m[0] = ma.masked
m['f'] = ma.array([1, 2, 3], mask=[0, 1, 0])
print(m, m.f)
m.harden_mask()
try:
    m[:2] = (1, 1, 'q')
except NotImplementedError as e:
    print(e)
m.soften_mask()
m.mask = ma.nomask
print(m)
m.mask = [1, 0, 1]
print(m)
print(repr(fromarrays([ma.array([1, 2], mask=[1, 0]), [3., 4.]], dtype=[('p', int), ('q', 'f4')], fill_value=(7, 8))))
print(fromarrays(ma.array([1, 2.5], mask=[1, 0], dtype=object), dtype='i4,f8'))
for mask in (True, [0, 1], [(0, 1), (1, 0)]):
    print(fromrecords([(1, 'a'), (2, 'b')], names='n,t', mask=mask))
print(fromrecords(m).dtype, addfield(m, ma.array([1, 2, 3], mask=[0, 1, 0])), mrecarray(2, dtype='i4,f8').dtype)
place = tempfile.mktemp()
with open(place, 'w') as f:
    f.write('#\nA,B,C\nxx,1,2.5\n,4,3\n')
print(fromtextfile(place, delimiter=','), fromtextfile(place, delimiter=',', varnames=['x', 'y', 'z']).x)
os.remove(place)
r = np.recfromcsv(io.StringIO('a,b\n1,2\n3,N/A'), usemask=True, missing_values='N/A')
print(isinstance(r, MaskedRecords), r.b, r.mask)
