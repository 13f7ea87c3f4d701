# numpy.rec: structured arrays whose fields are attributes.
import numpy as np
Z=np.array([("Hello",2.5,3),("World",3.6,2)]); R=np.core.records.fromarrays(Z.T,names='col1, col2, col3',formats='S8, f8, i8'); print(R)
r=np.rec.fromarrays([[1,2],[3.,4.]],names='a,b'); print(r.a, r.b, r[0], r, repr(r)); r.a=[5,6]; print(r.a, r['a'])
x=np.rec.array([(1,'x'),(2,'y')],dtype=[('n',int),('s','U1')]); print(x.n, x.s, x[x.n>1]); 
y=np.array([(1,2.)],dtype=[('p','i4'),('q','f8')]).view(np.recarray); print(y.p, type(y).__name__)
print(np.rec.fromrecords([(1,2.5),(3,4.5)],names='u,v').v)
