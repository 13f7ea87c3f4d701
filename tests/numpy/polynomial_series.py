# numpy.polynomial: power series.
import numpy as np
from numpy.polynomial import Polynomial as P
p=P([1,2,3])
print(p, repr(p), p(2), p.roots(), p.deriv(), p.integ(), p*p, p+1, p-[1,1], p**2, p//P([1,1]), p%P([1,1]), divmod(p,P([1,1])), p==P([1,2,3]), p.degree(), p.coef, p.domain, p.window, len(p), list(p), -p, p.linspace(3), p.trim(), p.truncate(2), p.cutdeg(1), P.fromroots([1,2]), P.identity(), P.basis(2))
x=np.linspace(0,4,9); y=1+2*x+0.5*x**2
f=P.fit(x,y,2); print(f.convert().coef.round(6), f.domain, f(2.0).round(6), repr(f.convert(domain=[-1,1]).coef.round(6)))
print(P([0.1,-2.5,0,1e-8]), f'{p}', format(p,'ascii'), P([1.0]), P([0,1]), P([-1,-2]))
import numpy.polynomial.polynomial as pp
print(pp.polyval(2,[1,2,3]), pp.polyfit(x,y,2).round(6), pp.polyadd([1],[1,2]), pp.polyroots([2,-3,1]), pp.polymul([1,1],[1,1]), pp.polyder([1,2,3]), pp.polyint([1,2,3]), pp.polyfromroots([1,2]), pp.polyval2d(1,2,[[1,2],[3,4]]))
