# copy.deepcopy of arrays that hold objects: each is copied, once, with the memo of the call.
import numpy as np, copy, pickle
def t(f,*a,**k):
    try: r=f(*a,**k); print(type(r).__name__, repr(r)); return r
    except Exception as e: print(type(e).__name__, str(e)[:100])
a=np.array([7,'w',[5,6]],dtype=object)
b=copy.deepcopy(a); b[2][0]=10; print(a,b); c=copy.copy(a); c[2][0]=7; print(a[2] is c[2])
s=np.zeros(2,[('x','O'),('y','i4'),('z',[('w','O',(2,))])]); s['x'][0]=[1]; s['z']['w'][1]=[[5],{6:[7]}]
d=t(copy.deepcopy,s); print(d['x'][0] is s['x'][0], d['z']['w'][1][1] is s['z']['w'][1][1], d['z']['w'][1][1][6] is s['z']['w'][1][1][6]); d['x'][0].append(3); print(s)
shared=[1]
e=np.array([shared,shared,None,2.5,'t'],dtype=object); f=copy.deepcopy(e); print(f[0] is f[1], f[0] is shared, f)
l=[e,e,shared]; m=copy.deepcopy(l); print(m[0] is m[1], m[0][0] is m[2])
z=np.array(None,dtype=object); z[()]=[1,[2]]; y=t(copy.deepcopy,z); print(y[()] is z[()], y[()][1] is z[()][1])
class N:
    n=[]
    def __init__(s,i): s.i=i
    def __deepcopy__(s,memo): N.n.append(s.i); return N(s.i+100)
    def __repr__(s): return f'N{s.i}'
g=np.empty((2,3),object); g[...]=[[N(0),N(1),N(2)],[N(3),N(4),N(5)]]
for v in (g,g.T,g[::-1],g[:,::2],g[::-1,::-1].T,np.asfortranarray(g)):
    N.n=[]; w=copy.deepcopy(v); print(w.tolist(), N.n, w.strides)
cyc=np.empty(1,object); cyc[0]=cyc
try: copy.deepcopy(cyc)
except RecursionError as e: print('RecursionError')
lst=[]; h=np.empty(1,object); h[0]=lst; lst.append(h)
try: q=copy.deepcopy(lst); print(q[0][0] is q)
except RecursionError: print('Rec')
class S(np.ndarray): pass
k=a.view(S); k.foo=[1]; r=copy.deepcopy(k); print(type(r), hasattr(r,'foo'))
print(type(copy.deepcopy(np.matrix([[1,2]],dtype=object))), type(copy.copy(np.matrix([[1]]))), type(copy.deepcopy(np.rec.array([(1,[2])],dtype=[('a',int),('b','O')]))))
t(a.__deepcopy__,{}); t(a.__deepcopy__,None); t(a.__deepcopy__,3); t(a.__copy__); t(np.arange(3).__deepcopy__,{}); t(np.arange(3).__deepcopy__,3)
v=s[0]; w=copy.deepcopy(v); print(w, w['x'] is v['x']); w2=copy.copy(v); print(w2['x'] is v['x'])
p=pickle.loads(pickle.dumps(l)); print(p[0] is p[1], p[0][0] is p[2], p[0][0] is p[0][1])
p=pickle.loads(pickle.dumps(cyc)); print(p[0] is p)
p=pickle.loads(pickle.dumps(s)); print(p, p['x'][0] is s['x'][0])
ma=np.ma.array([[1],2],mask=[0,1],dtype=object); mb=copy.deepcopy(ma); print(mb, mb[0] is ma[0])
print(copy.deepcopy(np.float64(3)), copy.deepcopy(np.str_('a')), copy.deepcopy(np.datetime64('2000')))
u=np.array([np.arange(2),np.arange(3)],dtype=object); uu=copy.deepcopy(u); uu[0][0]=9; print(u,uu)
rd=np.array([[1],[2]],dtype=object); rd.flags.writeable=False; x=copy.deepcopy(rd); print(x.flags.writeable,x)
