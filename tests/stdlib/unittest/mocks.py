from unittest.mock import *
from unittest import mock
import os, re
def show(f):
    try: r=f()
    except BaseException as e: print(type(e).__name__, re.sub(r"id='\d+'","id=N",str(e)))
    else: print(re.sub(r"id='\d+'","id=N",repr(r)))
m=Mock(return_value=3); show(lambda: m(1,a=2)); show(lambda: m.called); show(lambda:m.call_args); show(lambda:m.call_args_list); show(lambda:m.mock_calls)
show(lambda:m.assert_called_with(1,a=2)); show(lambda:m.assert_called_with(2)); show(lambda:m.assert_called_once_with(1,a=2)); m(5); show(lambda:m.assert_called_once()); show(lambda: m.assert_any_call(1,a=2)); show(lambda:m.assert_any_call(9)); show(lambda:m.assert_not_called())
show(lambda:m.assert_has_calls([call(1,a=2),call(5)])); show(lambda:m.assert_has_calls([call(5),call(1,a=2)]))
show(lambda: m.foo.bar(1).baz); show(lambda: m.mock_calls); show(lambda:m.method_calls); show(lambda:Mock(name='xx').a.b())
m=MagicMock(); show(lambda:len(m)); show(lambda:list(m)); show(lambda:m[3]); show(lambda:m+1); show(lambda: int(m)); show(lambda: bool(m)); show(lambda: 3 in m); show(lambda:m==m); show(lambda:m==3); show(lambda:m<3)
m.__getitem__.return_value=7; show(lambda:m[0]); m.__len__.return_value=4; show(lambda:len(m)); m.__iter__.return_value=[1,2]; show(lambda:list(m))
with m as f: show(lambda:f)
m=Mock(side_effect=[1,ValueError('x'),3]); show(m);show(m);show(m);show(m)
m=Mock(side_effect=KeyError('k')); show(m); m=Mock(side_effect=lambda x: x*2); show(lambda:m(4)); m=Mock(side_effect=lambda x: DEFAULT, return_value=9); show(lambda:m(4))
class C:
    x=1
    def f(self,a,b=2): return a
    @property
    def p(self): return 1
m=Mock(spec=C); show(lambda:m.f(1)); show(lambda:m.zz); show(lambda:isinstance(m,C)); show(lambda:m)
m=Mock(spec_set=C); show(lambda:setattr(m,'zz',1))
show(lambda: Mock().assret_called()); show(lambda: Mock(spec=['a']).b)
with patch('os.getcwd', return_value='/x') as g: print(os.getcwd(), g.called)
print(os.getcwd()!='/x')
with patch.object(C,'x',5): print(C.x)
print(C.x)
with patch.dict(os.environ,{'ZZQ':'1'}): print(os.environ['ZZQ'])
print('ZZQ' in os.environ)
@patch('os.getpid')
@patch('os.getcwd')
def t(a,b):
    a.return_value='c'; b.return_value=1; return os.getcwd(), os.getpid()
print(t())
with patch.multiple(C, x=DEFAULT, f=DEFAULT) as d: print(sorted(d))
show(lambda: patch('nodots').__enter__()); show(lambda: patch('fractions_missing.x').__enter__())
a=create_autospec(C); i=a(); show(lambda:i.f(1)); show(lambda:i.f()); show(lambda:i.f(1,2,3)); show(lambda:i.nope); show(lambda:a.assert_called_once_with())
def fn(a,b=1): pass
f=create_autospec(fn,return_value=4); show(lambda:f(1)); show(lambda:f()); show(lambda:f.assert_called_once_with(1)); show(lambda: f.call_count); show(lambda:f.mock_calls)
o=mock_open(read_data='l1\nl2\n')
with patch('builtins.open',o):
    with open('f') as h: print(h.read()); h.write('q')
o.assert_called_once_with('f'); o().write.assert_called_once_with('q')
print(call(1,2)==call(1,2), call.foo(1), call.a.b(2).c, call(1).call_list(), ANY==3, sentinel.q)
p=PropertyMock(return_value=3)
with patch.object(C,'p',new_callable=PropertyMock) as p:
    p.return_value=8; print(C().p); C().p=4; print(p.mock_calls)
m=Mock(); m.configure_mock(**{'a.b.return_value':3,'c':4}); print(m.a.b(), m.c)
m=Mock(); m.attach_mock(Mock(return_value=1),'z'); m.z(3); print(m.mock_calls); m.reset_mock(); print(m.mock_calls, m.z.called)
m=Mock(); m.x=1; seal(m); show(lambda:m.y); show(lambda: m())
w=Mock(wraps=[3,1,2]); show(lambda:w.index(1)); show(lambda:w.mock_calls)
async def co(): 
    am=AsyncMock(return_value=3); r=await am(1); am.assert_awaited_once_with(1); return r
c=co()
try: c.send(None)
except StopIteration as e: print(e.value)
m=Mock(); del m.q; show(lambda:m.q); print(hasattr(m,'r'))
