import cmath
inf, nan = cmath.inf, cmath.nan
names = ('acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isfinite isinf '
         'isnan').split()
points = [0, -0.0, 1, -1, 1j, -1j, 0.5 + 0.25j, -3 + 4j, 1e-310 + 1e-312j, 1e300 - 1e300j, 1e308j, complex(-0.0, -0.0),
          complex(inf, 1), complex(-inf, -0.0), complex(1, inf), complex(nan, 0), complex(0, nan), 709.5 + 1j, 2 - 0j]
for name in names:
    f = getattr(cmath, name)
    for z in points:
        try:
            print(name, z, f(z))
        except (ValueError, OverflowError) as e:
            print(name, z, type(e).__name__, e)
for r, phi in ((0, inf), (0, nan), (1, 2), (-1, 0.5), (inf, 1), (-inf, 2), (inf, 0), (inf, nan), (nan, 0), (2, -0.0),
               (1, inf)):
    try:
        print('rect', r, phi, cmath.rect(r, phi))
    except ValueError as e:
        print('rect', r, phi, e)
print(cmath.log(8, 2), cmath.log(-1, 1j), cmath.infj, cmath.nanj)
for bad in (lambda: cmath.log(2, 1), lambda: cmath.exp('1'), lambda: cmath.polar(1.5e308 + 1.5e308j),
            lambda: cmath.isclose(1, 2, rel_tol=-1)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isclose(1, 1.1), cmath.isclose(1, 1.1, abs_tol=0.2))


class C:
    def __complex__(self):
        return 3 + 4j


class F:
    def __float__(self):
        return 2.25


class I:
    def __index__(self):
        return 16


print(cmath.sqrt(C()), cmath.sqrt(F()), cmath.sqrt(I()))
