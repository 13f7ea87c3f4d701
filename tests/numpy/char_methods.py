# numpy.char: methods of str and bytes over arrays.
import numpy as np
def t(f,*a,**k):
    try: r=f(*a,**k); print(repr(r))
    except Exception as e: print(type(e).__name__, e)
c=np.char
a=np.array(['hello world','Foo','bar '])
for f in ('upper','lower','capitalize','title','swapcase','strip','lstrip','rstrip','split','isalpha','isdigit','islower','isupper','isspace','istitle','isalnum','isnumeric','isdecimal','str_len','splitlines','expandtabs'): print(f, end=' '); t(getattr(c,f),a)
t(c.add,a,'!'); t(c.add,a,a); t(c.multiply,a,2); t(c.multiply,a,[1,2,0]); t(c.replace,a,'o','0'); t(c.replace,a,'o','0',1)
t(c.find,a,'o'); t(c.count,a,'o'); t(c.startswith,a,'F'); t(c.endswith,a,' '); t(c.rfind,a,'o'); t(c.index,a,'o')
t(c.center,a,12,'*'); t(c.ljust,a,12); t(c.rjust,a,[12,5,6]); t(c.zfill,['1','-22'],5); t(c.join,'-',['abc','de']); t(c.join,['-','.'],['abc','de'])
t(c.partition,a,'o'); t(c.rpartition,a,'o'); t(c.equal,a,'Foo'); t(c.not_equal,a,'Foo'); t(c.greater,a,'Foo'); t(c.less,a,a)
t(c.mod,np.array(['%d','%03d']),5); t(c.mod,np.array(['%d']),[1,2]); t(c.encode,a); t(c.decode,np.array([b'a',b'bc'])); t(c.split,a,'o',1); t(c.strip,a,'h '); t(c.upper,'abc'); t(c.add,'a','b'); t(c.translate,a,str.maketrans('o','0')); t(c.upper,[1,2])
t(c.str_len,[['a','bb'],['ccc','']]); t(c.upper,[['a','bb'],['ccc','']]); t(c.lower,np.array([b'AB']))
t(c.equal,'a','a'); t(c.find,'abc','c'); t(c.split,'a b'); t(c.isdigit,'12')
