# Code objects are equal when the same was compiled, whatever has run since.
src = '''def f(a, b=1, *c, d, **e):
    x = a + 1
    for i in range(x):
        if i < 3:
            x -= i
    return lambda: x
'''
c1 = compile(src, 'n', 'exec')
c2 = compile(src, 'n', 'exec')
print(c1 == c2, c1 != c2, hash(c1) == hash(c2), c1 is c2)
ns = {}
exec(c1, ns)
f = ns['f']
for i in range(50):
    f(i, d=2)()
print(c1 == c2, f.__code__ == c2.co_consts[0], {c1: 'found'}[c2])
for other in (src + 'y = 1\n', '\n' + src, src.replace('+ 1', '- 1'), src.replace('+ 1', '+ 2'), src.replace('< 3', '> 3'),
              src.replace('x', 'z'), src.replace('b=1', 'b=2')):
    print(c1 == compile(other, 'n', 'exec'))
print(c1 == compile(src, 'another file', 'exec'))
for a, b in ('1', '1.0'), ('0.0', '-0.0'), ('1', 'True'), ('0j', '-0j'), ('(1, 2)', '(1, 2.0)'), ("'a'", "b'a'"), ('1', '1'):
    print(a, b, compile(a, '', 'eval') == compile(b, '', 'eval'))
print(c1 == 3, c1 != 3)

co = f.__code__
print(co.replace() == co, co.replace(co_name='g') == co, co.replace(co_filename='g') == co)
print(co.replace(co_consts=co.co_consts, co_argcount=co.co_argcount) == co)
for args, kw in ((1,), {}), ((), {'bad': 1}), ((), {'co_name': 3}), ((), {'co_firstlineno': 'x'}), ((), {'co_flags': 2.5}):
    try:
        co.replace(*args, **kw)
    except TypeError as e:
        print(e)
