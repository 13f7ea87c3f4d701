# numpy.char: arguments of the methods of text, broadcast and of other types.
import numpy as np, warnings
def sh(s):
    with warnings.catch_warnings(record=True) as c:
        warnings.simplefilter('always')
        try:
            r=eval(s); t=repr(r)+(str(r.dtype) if hasattr(r,'dtype') else '')
        except Exception as e: t='!%s: %s'%(type(e).__name__,str(e)[:110])
    print(s,'->',t[:240],'|'.join(w.category.__name__ for w in c))
X=['np.array(["aB c","","x\\t1"])','np.array([b"aB c",b"q",b"x1 "])','"Ab"','["ab","cde"]','np.array([["a"],["bb"]])','np.array([],"U3")','np.array(["a",None],object)']
for x in X:
    for f in 'upper lower title capitalize swapcase strip lstrip rstrip isalnum isalpha isdigit islower isspace istitle isupper str_len splitlines expandtabs encode decode split rsplit'.split(): sh('np.char.%s(%s)'%(f,x))
    for a in ('"a"','b"a"','["a","b","c"]','" "'):
        for f in 'count find rfind index rindex startswith endswith partition rpartition split rsplit strip lstrip rstrip join add equal less greater_equal not_equal'.split(): sh('np.char.%s(%s, %s)'%(f,x,a))
    for n in ('5','[1,7,3]','2.5') + (('-2',) if '[]' not in x and 'object' not in x else ()):
        for f in 'center ljust rjust zfill multiply'.split(): sh('np.char.%s(%s, %s)'%(f,x,n))
        sh('np.char.ljust(%s,%s,"*")'%(x,n)); 
    for a in ('"a","zz"','"a","zz",1','b"a",b"zz"','"","-"','["a","b","c"],"q"'): sh('np.char.replace(%s,%s)'%(x,a))
    for a in ('"a",1','"a",0,1','"a",-2,None','"b",start=0,end=2'):
        for f in 'count find rindex startswith endswith'.split(): sh('np.char.%s(%s,%s)'%(f,x,a))
    for a in ('None,1','" ",0','" ",maxsplit=1'): sh('np.char.split(%s,%s)'%(x,a)); sh('np.char.rsplit(%s,%s)'%(x,a))
    sh('np.char.expandtabs(%s,2)'%x); sh('np.char.encode(%s,"utf-8")'%x); sh('np.char.encode(%s,"ascii","ignore")'%x); sh('np.char.decode(%s,"latin1")'%x); sh('np.char.translate(%s,{97:"Q"})'%x); sh('np.char.translate(%s,None,b"a")'%x); sh('np.char.translate(%s,str.maketrans("a","b"))'%x); sh('np.char.mod("%%s-%%s",%s)'%x); sh('np.char.mod(%s,3)'%x)
for s in ('np.char.mod(["%d","%s"],[1,2])','np.char.mod("%.2f",[1.234,2])','np.char.mod(b"%d",[1,2])','np.char.add(["a"],["b","c"])','np.char.add("a",5)','np.char.join([",","-"],["abc","de"])','np.char.join(",",["abc","de"])','np.char.compare_chararrays(["a ","b"],["a","c"],"==",True)','np.char.compare_chararrays(["a ","b"],["a","c"],"==",False)','np.char.compare_chararrays("a","b","x",True)','np.chararray((2,),itemsize=3)[:].shape','np.chararray((2,2),unicode=True).dtype','np.char.chararray((1,),buffer=b"abcd",itemsize=4)'): sh(s)
for f in ('default_rng(5)','RandomState(5)'): sh('np.random.%s.dirichlet([[1,2],[3,4]])'%f)
