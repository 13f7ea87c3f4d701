# Types with a shape, aligned records, record arrays and the type of their elements.
import numpy as np
d=np.dtype('3i4'); print(repr(d), d.shape, d.base, d.subdtype, d.itemsize, d.kind, d.names, d.fields, d.num, d.type, str(d), d.name, d.alignment, d.descr, len(d), d=='3i4', d==np.dtype(('i4',(3,))), d=='i4', hash(d) is not None)
print(np.zeros(2,'3i4'), np.full(2,7,('f8',(2,))))
print(repr(np.dtype(('f8',(2,3)))), np.dtype([('a','3i4'),('b',('f4',(2,)))]), np.dtype([('a','i1'),('b','f8')],align=True), np.dtype('i1,f8',align=True))
x=np.zeros(3,[('a','i4'),('b','f8',(2,))])
print(repr(x.dtype['b']), x.dtype.fields['b'])
r=x.view(np.recarray); print(repr(r), r.dtype, repr(r.dtype), r.dtype.type, r[0], type(r[0]), r.dtype==x.dtype, r.view(np.ndarray).dtype)
print(np.rec.array([(1,2.),(3,4.)],names='a,b').a, np.dtype((np.record,[('a','i4')])))
print(r.copy().dtype, (r[1:]).dtype, np.sort(np.zeros(2,[('p','f4',2)])))
