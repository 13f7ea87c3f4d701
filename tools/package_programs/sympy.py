import sympy as sp

x, y = sp.symbols('x y')
n = sp.Symbol('n', integer=True, positive=True)
f = sp.Function('f')
print(sp.integrate(sp.sin(x) ** 2 * sp.exp(x), x), sp.solve(x ** 3 - 6 * x ** 2 + 11 * x - 6, x), sp.factor(x ** 6 - 1))
print(sp.diff(sp.log(sp.sin(x)), x), sp.limit(sp.sin(x) / x, x, 0), sp.series(sp.exp(x), x, 0, 6))
print(sp.Matrix([[1, 2], [3, 4]]).eigenvals(), sp.simplify((x ** 2 - 1) / (x - 1)), sp.summation(1 / n ** 2, (n, 1, sp.oo)))
print(sp.latex(sp.Integral(sp.sqrt(1 / x), x)), sp.dsolve(f(x).diff(x) - f(x)))
print(sp.pretty(sp.Rational(3, 4) * x ** 2 + sp.sqrt(y)), sp.nsimplify(0.333333333333), sp.N(sp.pi, 50))
print(sp.factorint(2 ** 64 - 1), sp.isprime(2 ** 61 - 1))
