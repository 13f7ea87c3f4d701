import sys, time, math, atexit, gc, errno, weakref, signal
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 8), sys.maxsize, sys.maxunicode, sys.byteorder, sys.platform)
print(sys.float_info.max, sys.float_info.epsilon, sys.int_info.default_max_str_digits, sys.hash_info.modulus, sys.float_repr_style)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getrecursionlimit(), sys.intern('abc') is sys.intern('abc'))
t(sys.intern, 5); t(sys.setrecursionlimit, 0); t(sys.setrecursionlimit, 'a'); t(sys.getsizeof, 1); t(sys.getsizeof, 'abc'); t(sys.getsizeof, []); t(sys.getsizeof, (1, 2)); t(sys.getsizeof, 2.5); t(sys.getsizeof, 2**100); t(sys.getsizeof, {}); t(sys.getsizeof, 'é'); t(sys.getsizeof, b'ab')
t(sys.exc_info)
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0], sys.exc_info()[1], sys.exception())
print(sys.exc_info(), sys.stdout.name, sys.stderr.errors, sys.stdin.mode, sys.__stdout__ is sys.stdout)
print('sys' in sys.modules, sys.modules['sys'] is sys, type(sys.path), isinstance(sys.argv, list), sys.flags.optimize, type(sys.flags).__name__)
print(sys._getframe().f_code.co_name, (lambda: sys._getframe(1).f_lineno)() > 0); t(sys._getframe, 1000)
t(sys.exit) if 0 else None
try: sys.exit(3)
except SystemExit as e: print(e.code, e.args)
try: sys.exit()
except SystemExit as e: print(e.code, e.args)
try: sys.exit((1, 2))
except SystemExit as e: print(e.code, e.args)
t(sys.set_int_max_str_digits, 100); t(sys.get_int_max_str_digits); t(int, '1' * 5000)
# math
for name, args in [('sqrt', (2,)), ('sqrt', (-1,)), ('sqrt', ('a',)), ('exp', (1,)), ('exp', (1000,)), ('log', (0,)), ('log', (8, 2)), ('log', (2**2000,)), ('log', (-1,)), ('log', (10, 1)), ('log2', (8,)), ('log10', (1000,)), ('log10', (10**400,)), ('log1p', (-1,)), ('pow', (2, 0.5)), ('pow', (-8, 1/3)), ('pow', (0, -1)), ('pow', (10, 400)), ('sin', (math.inf,)), ('cos', (0,)), ('tan', (1,)), ('atan2', (1, -1)), ('asin', (2,)), ('acosh', (0.5,)), ('atanh', (1,)), ('sinh', (1000,)), ('floor', (-2.5,)), ('ceil', (2.1,)), ('trunc', (-2.7,)), ('floor', (math.inf,)), ('floor', (math.nan,)), ('floor', ('a',)), ('trunc', ('a',)), ('factorial', (20,)), ('factorial', (-1,)), ('factorial', (2.0,)), ('factorial', (30,)), ('gcd', (12, 18)), ('gcd', ()), ('gcd', (0, 0)), ('gcd', (2**80, 6**50)), ('gcd', (1.5, 2)), ('lcm', (4, 6)), ('lcm', ()), ('comb', (5, 2)), ('comb', (5, 6)), ('comb', (-1, 2)), ('comb', (50, 25)), ('perm', (5, 2)), ('perm', (5,)), ('isqrt', (17,)), ('isqrt', (10**40,)), ('isqrt', (-1,)), ('hypot', (3, 4)), ('hypot', ()), ('hypot', (1, 1, 1)), ('hypot', (math.inf, math.nan)), ('dist', ((1, 2), (4, 6))), ('dist', ((1,), (1, 2))), ('fsum', ([0.1] * 10,)), ('fsum', ([1e100, 1, -1e100],)), ('fsum', ([math.inf, -math.inf],)), ('prod', ([1, 2, 3],)), ('prod', ([],)), ('prod', ([1.5, 2],)), ('fmod', (-7, 3)), ('fmod', (1, 0)), ('remainder', (7, 4)), ('modf', (-2.5,)), ('frexp', (8,)), ('frexp', (0,)), ('ldexp', (0.5, 4)), ('ldexp', (1, 2000)), ('copysign', (3, -0.0)), ('degrees', (math.pi,)), ('radians', (180,)), ('isclose', (1, 1 + 1e-10)), ('isclose', (1, 2)), ('isnan', (math.nan,)), ('isinf', (1,)), ('isfinite', (1,)), ('gamma', (5,)), ('gamma', (0,)), ('gamma', (0.5,)), ('gamma', (200,)), ('lgamma', (3,)), ('lgamma', (0,)), ('erf', (1,)), ('erfc', (1,)), ('cbrt', (27,)), ('exp2', (10,)), ('expm1', (1e-10,)), ('nextafter', (1, 2)), ('ulp', (1.0,)), ('sqrt', (10**400,)), ('sqrt', ()), ('sqrt', (1, 2)), ('fabs', (-3,)), ('hypot', (1e200, 1e200)), ('log', (True,)), ('exp', (None,))]:
    print(name, end=' '); t(getattr(math, name), *args)
t(math.isclose, 1, 2, rel_tol=-1); t(math.isclose, 1, 1.1, abs_tol=0.2); t(math.prod, [2], start=3); print(math.pi, math.e, math.tau, math.inf, math.nan)
# time
print(time.gmtime(0), time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(86400)), time.asctime(time.gmtime(0)), tuple(time.gmtime(1e9)), time.gmtime(0).tm_year)
t(time.sleep, -1); t(time.sleep, 'a'); print(time.time() > 1e9, time.perf_counter() <= time.perf_counter(), type(time.time_ns()), time.monotonic() > 0, time.sleep(0)); t(time.mktime, (1,)); t(time.strftime, 5); t(time.gmtime, 'a'); t(time.struct_time, (1, 2, 3))
# gc, errno, weakref
print(gc.isenabled(), errno.ENOENT, errno.errorcode[2], type(gc.collect())); gc.disable(); print(gc.isenabled()); gc.enable()
class A: pass
a = A(); r = weakref.ref(a); print(r() is a, weakref.getweakrefcount(a)); del a; print(r())
class N:
    def __init__(self): self.me = self
n = N(); r = weakref.ref(n); del n; gc.collect(); print(r())
d = weakref.WeakValueDictionary(); x = A(); d['k'] = x; print(list(d.keys())); del x; print(list(d.keys()), len(d))
log = []
y = A(); f = weakref.finalize(y, log.append, 1); print(f.alive); del y; print(log, f.alive)
p = A(); p.v = 5; q = weakref.proxy(p); print(q.v); del p; t(lambda: q.v)
print(signal.SIGINT, signal.Signals(2).name, signal.getsignal(signal.SIGTERM)); got = []
signal.signal(signal.SIGUSR1, lambda s, f: got.append(s)); signal.raise_signal(signal.SIGUSR1); print(got)
