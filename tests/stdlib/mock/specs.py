# create_autospec, patch with every kind of spec, and mock_open.
from unittest.mock import *
from unittest.mock import CallableMixin
class I:
    z = 1
    def __init__(self, q): pass
    def m(self, a): pass
class C:
    x = 3
    B = I
    i = I(2)
    l = [1]
    def f(self): pass
for c in (create_autospec(C), create_autospec(C)(), create_autospec(C, spec_set=True), create_autospec(C()), create_autospec(C(), spec_set=True), create_autospec(C, instance=True)):
    for e in ('c.x.zz=1','c.x.real=1','c.B.zz=1','c.B()','c.B(1)','c.B(1).zz','c.B(1).zz=1','c.i.zz=1','c.i.m()','c.i.m(1)','c.i()','c.l.append()','c.l.append(1)','c.zz=1','c.f.zz=2','c.B(1).m(2,3)', 'c.f()', 'c.f(1)'):
        try: exec('print(e, str(%s).split(" id=")[0])'%e if '=' not in e else e+';print(e, "ok")')
        except Exception as x: print(e, type(x).__name__, str(x).split(' id=')[0])
p=patch.object(C,'x',spec=True)
for kw in (dict(spec=True),dict(spec_set=True),dict(spec=['a']),dict(spec=['__call__']),dict(autospec=True),dict(new_callable=PropertyMock),dict(new_callable=lambda: 5),dict(spec=I),dict(spec=I,spec_set=True),dict(new_callable=NonCallableMock,spec=I),dict(new_callable=Mock,spec=True),dict(return_value=3),dict(name='n'),dict(create=True,spec=True),dict(new=3,autospec=True),dict(spec=Mock()),dict(spec_set=Mock()),dict(spec=True,autospec=True),dict(spec=I,spec_set=I)):
    for at in ('x','B','f','i','nope'):
        try:
            with patch.object(C, at, **kw) as m: print(kw.keys(), at, type(m).__name__, str(m).split(' id=')[0].split(' at ')[0], callable(m), str(m.return_value).split(' id=')[0] if isinstance(m, CallableMixin) else None)
        except Exception as x: print(kw.keys(), at, type(x).__name__, '' if isinstance(x, RecursionError) else str(x).split(' id=')[0][:90])
o=mock_open(read_data='a\nb\nc')
f=o('x'); print(f.read(2), next(f), list(f), f.read(), f.readline()); f=o('y'); print(f.readlines(), o.mock_calls)
f=o(); f.readline.return_value='Q'; print(f.readline(), next(f), f.readlines(), [x for x,_ in zip(f,range(2))])
o=mock_open(read_data=b'x\ny'); f=o('x','rb'); print(f.readlines(1), f.read())
