from mpmath import besselj, findroot, gamma, inf, lu_solve, matrix, mp, mpf, nsum, pi, polyroots, quad, sin, zeta

mp.dps = 40
print(pi, zeta(3), quad(lambda x: sin(x) ** 2, [0, pi]), findroot(lambda x: x ** 3 - 2, 1))
print(nsum(lambda n: 1 / n ** 2, [1, inf]), gamma(mpf(1) / 3), besselj(0, 3.5), polyroots([1, 0, -2]))
print(lu_solve(matrix([[1, 2], [3, 4]]), matrix([5, 6])))
