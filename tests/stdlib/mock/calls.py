# Records of calls: which forms are equal, how they print, what the assertions say.
from unittest.mock import call, _Call, Mock, MagicMock, _CallList, ANY
forms=[call(1), call.foo(1), call.foo(2), call(), call.foo(), call.foo.bar(1), call, call.foo, _Call(((1,),{})), _Call(((1,),{}),two=True), _Call(('foo',(1,),{})), _Call(('foo',(1,))), _Call(((1,),)), ('foo',), ((1,),), ({'a':1},), ('foo',(1,)), ('foo',(1,),{}), ((1,),{}), ('foo',{}), (), (1,2,3,4), ('',(1,),{}), 'foo', None, call(a=1), call(1).b(2), call(1).b(2).c, call(ANY), (1,), (1,2), _Call(('foo',(1,),{}),two=True)]
for i,a in enumerate(forms):
    row=[]
    for j,b in enumerate(forms):
        try: row.append('%d'%(a==b)+'%d'%(a!=b))
        except Exception as e: row.append(type(e).__name__)
    print(i,' '.join(row))
for f in forms:
    try: print(repr(f), end=' '); print(len(f), f.args, f.kwargs)
    except Exception as e: print(type(e).__name__, e)
m=Mock(); m(1); m.a(2,b=3); m.a.b.c(4)().d
print(m.mock_calls, m.method_calls, m.call_args, m.a.call_args_list, [call(1), call.a(2,b=3)] in m.mock_calls, call.a.b.c(4)() in m.mock_calls)
print(m.mock_calls == [call(1), call.a(2, b=3), call.a.b.c(4), call.a.b.c()()], call(1).foo(2).bar().call_list())
print(call.count, call.index('x'), call.foo.__len__())
try: hash(call(1))
except TypeError as e: print(e)
try: print(call.__missing__)
except AttributeError as e: print(e)
print(call._x, call.foo[1] if 0 else '')
l=_CallList([call(i) for i in range(30)]); print(l); print(_CallList([call(1)]), [] in l, [call(3),call(4)] in l, [call(3),call(5)] in l)
try: m.assert_has_calls([call(2)])
except AssertionError as e: print(e)
try: m.a.assert_called_once_with(3)
except AssertionError as e: print(e)
print(type(call).__module__, call().foo().__getitem__('bar'))
