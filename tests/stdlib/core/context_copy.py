from contextlib import *
import copy, string, reprlib, types, abc, io, sys, warnings, keyword
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__ + ':', e)
@contextmanager
def cm(x):
    print('enter', x)
    try: yield x + 1
    except ValueError as e: print('caught', e)
    finally: print('exit')
with cm(1) as v: print(v)
with cm(1): raise ValueError('v')
def bad():
    with cm(1): raise KeyError('k')
t(bad)
@cm(5)
def decorated(a): print('body', a); return a
print(decorated(3))
@contextmanager
def no(): return; yield
t(no().__enter__)
@contextmanager
def two(): yield; yield
def usetwo():
    with two(): pass
t(usetwo)
with suppress(ZeroDivisionError, KeyError): 1 / 0; print('no')
with nullcontext(5) as n: print(n)
class C:
    def close(self): print('closed')
with closing(C()) as c: print('in')
with ExitStack() as st:
    st.callback(print, 'cb1'); st.callback(print, 'cb2', sep=''); print(st.enter_context(cm(7)))
def es():
    with ExitStack() as st:
        st.push(lambda *a: print('push', a[0].__name__) or True); st.callback(print, 'x'); raise RuntimeError('r')
    print('swallowed')
t(es); s2 = ExitStack(); s2.callback(print, 'later'); s3 = s2.pop_all(); s2.close(); s3.close(); t(lambda: ExitStack().enter_context(5))
o = io.StringIO()
with redirect_stdout(o), redirect_stderr(o): print('out'); print('err', file=sys.stderr)
print(repr(o.getvalue()), isinstance(cm(1), AbstractContextManager), issubclass(C, AbstractContextManager))
# copy
l = [1, [2, 3], {'a': [4]}]; s = copy.copy(l); d = copy.deepcopy(l); l[1].append(9); l[2]['a'].append(8); print(s, d)
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
p = P([1]); q = copy.copy(p); r = copy.deepcopy(p); p.x.append(2); print(q.x, r.x, q == p)
class S:
    __slots__ = ('a', 'b')
z = S(); z.a = [1]; y = copy.deepcopy(z); print(y.a, hasattr(y, 'b'), y.a is z.a)
class H:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(H()), copy.deepcopy([H()])); rec = []; rec.append(rec); rr = copy.deepcopy(rec); print(rr[0] is rr, copy.deepcopy((1, [2])), copy.copy({1, 2}), copy.deepcopy({'k': (1, [2])}), copy.copy(len) is len, copy.deepcopy(P) is P, copy.deepcopy(5), copy.deepcopy(frozenset([1])))
sh = [1]; two_ = copy.deepcopy([sh, sh]); print(two_[0] is two_[1]); t(copy.copy, (i for i in ())); class_dict = copy.deepcopy(P([5])).__dict__; print(class_dict)
class L(list): pass
ll = L([1]); ll.t = [2]; lc = copy.deepcopy(ll); print(lc, lc.t, type(lc).__name__); ex = copy.copy(ValueError('a', 1)); print(repr(ex))
# string
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, string.capwords('hello  big world'), string.capwords('a-b', '-'))
f = string.Formatter(); print(f.format('{0} {a!r} {1:>5} {b[k]} {c.real}', 1, 'x', a='q', b={'k': 2}, c=3), f.format('{} {}', 1, 2), f.format('{{}}')); t(f.format, '{'); t(f.format, '{z}'); t(f.format, '{} {0}', 1)
# reprlib, types, abc, keyword
print(reprlib.repr(list(range(100))), reprlib.repr('x' * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr((1,)), reprlib.repr(set(range(9))), reprlib.repr(10**60))
class RR(list):
    @reprlib.recursive_repr()
    def __repr__(self): return '<' + ', '.join(map(repr, self)) + '>'
x = RR(); x.append(x); x.append(1); print(x)
n = types.SimpleNamespace(a=1, b='x'); print(n, n.a, n == types.SimpleNamespace(a=1, b='x')); n.c = 3; print(n); K = types.new_class('K', (), {}, lambda ns: ns.update(v=5)); print(K.v, K); print(types.FunctionType, types.GeneratorType, types.MethodType, types.ModuleType, types.MappingProxyType({'a': 1}), types.NoneType, types.LambdaType is types.FunctionType, isinstance(len, types.BuiltinFunctionType)); t(lambda: types.MappingProxyType({})['z'])
class AB(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def g(self): ...
t(AB)
class Half(AB):
    def f(self): pass
t(Half)
class Full(Half): g = 1
print(Full(), Full.__abstractmethods__, AB.__abstractmethods__) if 0 else print(sorted(AB.__abstractmethods__), Full().f())
@AB.register
class V: pass
print(issubclass(V, AB), isinstance(V(), AB), isinstance(5, AB)); t(AB.register, 5); t(lambda: issubclass(5, AB))
print(keyword.iskeyword('for'), keyword.iskeyword('foo'), keyword.issoftkeyword('match'), len(keyword.kwlist))
# warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('one'); warnings.warn('two', DeprecationWarning); print(len(w), [str(x.message) for x in w], w[1].category.__name__, w[0].lineno > 0)
with warnings.catch_warnings():
    warnings.simplefilter('error'); t(warnings.warn, 'boom'); warnings.simplefilter('ignore'); warnings.warn('quiet')
t(warnings.warn, 'x', int); print(warnings.formatwarning('m', UserWarning, 'f.py', 3, 'code')); t(warnings.filterwarnings, 'foo')
