"""Expressions for plural forms: values and errors."""
import warnings
import gettext
for e in ('os.x','n+'*10+'n','('*21+'n'+')'*21,'('*20+'n'+')'*20,'x>1','(n>1','n>1)','42**42**42','0xa','1.0','+n','n()','1+','nn','n n','','   ','n?1','n?1:','n:1','n==','()', '!n','!!n','!n==0','n ! 1','n&1','n|1','n&&','a'*1001,'n\t+\n1', 'n==n==n', '0<n<2','1<2<3','n!=1!=1','n-1-1','n*2%3','1-n','n||0&&1','!n+1','n<1==1','n?1:2?3:4','07','n=1',' n $','n%2?(n?1:2):3','é', 'n>=2','>n','1+?','n*(n+1', ')'):
    try:
        f=gettext.c2py(e); print(repr(e[:60]), [f(i) for i in range(5)])
    except Exception as x: print(repr(e[:60]), type(x).__name__, str(x)[:100])
f=gettext.c2py('n!=1')
warnings.simplefilter('error')
for v in (1.0,1.5,2.0,True,'2',b'2',[],None, 1.1, 10**30):
    try: print(v, f(v))
    except Exception as x: print(repr(v), type(x).__name__, x)
