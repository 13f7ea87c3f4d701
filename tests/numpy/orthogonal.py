# numpy.polynomial: orthogonal series.
import numpy as np
from numpy.polynomial import Chebyshev as T, Legendre, Laguerre, Hermite, HermiteE, legendre as L, chebyshev as C, hermite as H, laguerre as G, hermite_e as HE
np.set_printoptions(precision=6, suppress=True)
for m, p in ((C,'cheb'),(L,'leg'),(H,'herm'),(G,'lag'),(HE,'herme')):
    f=lambda n: getattr(m,p+n)
    c=[1.0,2.0,3.0,0.5]
    print(p, f("val")(np.array([0.1,0.2]),c), f('mul')(c,[1,2]), f('der')(c), f('int')(c), f('roots')(c), getattr(m,p+'2poly')(c), getattr(m,'poly2'+p)(c), f('vander')([0.5,1],3), f('div')(c,[1,2]), f('fit')([0,1,2,3.],[1,3,2,5.],2), f('fromroots')([1,2]), f('line')(3,2), f('add')(c,[1]))
    x,w=f('gauss')(4); print(x,w)
for K in (T,Legendre,Laguerre,Hermite,HermiteE):
    p=K([1,2,3]); print(p, repr(p), p(0.3), p*p, p.deriv(), p.roots(), p.convert(kind=np.polynomial.Polynomial), format(p,'ascii'))
