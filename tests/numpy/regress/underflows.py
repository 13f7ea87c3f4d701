"""Results too small for all their digits are an event, which errstate(under=) reports."""
from _programs import np, show

show(lambda: np.array([1e-300]) * 1e-300)
with np.errstate(under='raise'):
    show(lambda: np.array([1e-300]) * 1e-300)
    show(lambda: np.float64(1e-300) * np.float64(1e-300))
calls = []
with np.errstate(under='call', call=lambda *a: calls.append(a)):
    np.array([1e-300]) * 1e-300
print(calls)
with np.errstate(all='warn'):
    show(lambda: np.array([1e-310]) * 0.5)
    show(lambda: np.array([1e-310]) + 0)
    show(lambda: np.array([1e-300], 'c16') * 1e-300)
    show(lambda: np.array([1e-300]) / 1e300)
    show(lambda: np.array([1e-30, 1], 'f4') ** 2)
    show(lambda: np.power(1e-200, 2.0))
    show(lambda: np.array([1e-200]) ** np.array([2.5]))
    show(lambda: np.float32(1e-30) / np.float32(1e30))
    show(lambda: np.float16(6e-8) * np.float16(.1))
    show(lambda: np.array([6e-8], 'f2') * np.float16(.5))
    show(lambda: np.array([1e-200]).astype('f4'))
    show(lambda: np.array([1e-8]).astype('f2'))
    show(lambda: np.exp(np.array([-745., 0])))
    show(lambda: np.exp(np.array([-800.])))
    show(lambda: np.exp(np.array([-np.inf, 0])))
    show(lambda: np.exp2(np.array([-1075.])))
    show(lambda: np.reciprocal(np.array([1e308])))
    show(lambda: np.arctan2(np.array([1e-310]), 1.))
    show(lambda: np.arctan2(np.array([0.]), 1.))
    show(lambda: np.hypot(np.array([1e-310]), 1e-310))
    show(lambda: np.nextafter(0., 1.))
    show(lambda: np.ldexp(1., -1080))
    show(lambda: np.array([1e-300] * 20).prod())
    show(lambda: np.dot(np.array([1e-300]), np.array([1e-300])))
    show(lambda: np.sinh(np.array([1e-320])))
    show(lambda: np.array([1e-310]) % 1e-311)
    show(lambda: np.array([1e-300], object) * 1e-300)
