# np.insert into all sorts of elements.
import numpy as np, warnings
def sh(s):
    with warnings.catch_warnings(record=True) as c:
        warnings.simplefilter('always')
        try: r=eval(s); t=repr(r)+(str(r.flags.fnc)+r.dtype.str if type(r) is np.ndarray and r.dtype.names is None else '')
        except Exception as e: t='!%s: %s'%(type(e).__name__,str(e)[:130])
    print(s,'->',t,'|'.join(w.category.__name__+': '+str(w.message)[:60] for w in c))
A=['np.arange(4)','np.zeros((2,3),"f4")','np.array(["ab","c"])','np.array([b"ab",b"c"])','np.array([1,None,"x"],object)','np.arange(3,dtype=">i4")','np.array([(1,2.),(3,4.)],"i4,f8")','np.array(["2001-01-01","NaT"],"M8[D]")','np.asfortranarray(np.arange(6).reshape(2,3))','np.array(5)','np.array([[None,1]],object)']
I = ['0', '-1', '9', '[0, 1]', '[1, 1, 0]', 'slice(1, 3)', '[1]', '1.5', '[5, 0]']
V = ['7', '[7, 8]', '"xyz"', '[]', '[[1, 2]]', '(5, 6.)', '[[1], [2]]', '1.9', '[1j, 2]']
for a in A:
    for i in I:
        for v in V[:4] if i != '0' else V:
            sh('np.insert(%s,%s,%s)'%(a,i,v))
            if 'zeros' in a or 'asf' in a or '[[' in a: sh('np.insert(%s,%s,%s,axis=1)'%(a,i,v)); sh('np.insert(%s,%s,%s,axis=0)'%(a,i,v))
