# Methods of subclasses of str, bytes and numbers go before the value; items that classes do not support.
class A(str):
    def __int__(s): return 5
    def __float__(s): return 2.5
    def __complex__(s): return 3j
    def __index__(s): return 9
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda:int(A('1'))); t(lambda:float(A('1'))); t(lambda:complex(A('1')))
class B(bytes):
    def __int__(s): return 5
    def __float__(s): return 2.5
    def __complex__(s): return 3j
t(lambda:int(B(b'1'))); t(lambda:float(B(b'1'))); t(lambda:complex(B(b'1')))
class F(float):
    def __float__(s): return 2.5
    def __int__(s): return 2
t(lambda:float(F(1))); t(lambda:int(F(1)))
class I(int):
    def __int__(s): return 7
    def __index__(s): return 8
    def __float__(s): return 2.5
t(lambda:int(I(1))); t(lambda:float(I(1))); t(lambda:[1,2,3][I(1)])
class N: pass
def d(): del N()[3]
t(d)
def d(): del N()['a']
t(d)
def d(): N()[3]=1
t(d)
class G:
    def __getitem__(s,k): pass
def d(): del G()[3]
t(d)
def d(): G()[3]=1
t(d)
class S(G):
    def __setitem__(s,k,v): pass
def d(): del S()[3]
t(d)
class D(G):
    def __delitem__(s,k): pass
def d(): D()[3]=1
t(d)
for v in 5,(1,),'a',None,range(3),b'a',1.5,len,{1}:
    def d(): del v[0]
    t(d)
    def d(): v[0]=1
    t(d)
    def d(): del v['a']
    t(d)
    def d(): del v[1:2]
    t(d)
class T(tuple): pass
class St(str): pass
for v in T((1,)),St('a'):
    def d(): del v[0]
    t(d)
    def d(): v[0]=1
    t(d)
