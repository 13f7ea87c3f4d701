# What becomes of numbers, arrays without dimensions and text in lists of which arrays are made.
import numpy as np, warnings
def sh(s):
    with warnings.catch_warnings(record=True) as c:
        warnings.simplefilter('always')
        try: r=eval(s); t=repr(r)
        except Exception as e: t='!%s: %s'%(type(e).__name__,str(e)[:90])
    print(s,'->',t,'|'.join(w.category.__name__+': '+str(w.message)[:60] for w in c))
V=['np.float32(np.inf)','np.float64(np.nan)','np.complex64(1+2j)','np.complex64(np.inf)','np.float32(1e20)','1e20','np.nan','1+2j','np.array(np.nan)','np.array(1e20)','np.array(5,object)',"np.array('7')","'7'","b'7'","np.str_('7')",'1<<40','np.uint64(1<<63)','np.int64(1<<40)','np.array(1<<40)','None','np.array(1+2j)','np.array(5,">i4")','np.bool_(True)','np.array(None,object)',"np.array('x')","np.array(b'7')", "np.array(True)","np.array([1])"]
for d in ('i1', 'u8', '>i4', 'f2', 'c16', '?', 'O', 'U3'):
    for v in V:
        sh("np.array([3, %s], '%s')"%(v,d))
        sh("np.array([[3, %s]], '%s')"%(v,d))
for v in V:
    for w in ('np.array("ab")',"np.array(b'x')",'3','np.array(2)','np.array(2,object)','np.array(2.5,">f8")'):
        sh("np.array([%s, %s])"%(v,w))
for t in (np.complex64, np.complex128):
    for f in ('int', 'float', 'np.int8', 'np.float32', 'bool', 'round'):
        sh('%s(np.%s(1.5+2j))' % (f, t.__name__))
for v in ('np.array([])', 'np.array([1])', 'np.array([1, 2])', 'np.array(["a"])'):
    sh('(lambda x: (x.__setitem__(0, %s), x))(np.zeros(2, bool))' % v)
for d in 'US':
    for x in ("np.zeros((0, 3), 'u8')", "np.array(['a', 'bc'], 'U5')", "np.zeros(0, 'c16')", "np.array([b'x'], 'S4')"):
        sh('np.array(%s, dtype=%r)' % (x, d))
sh("np.array([np.zeros(0, '>i4')] * 2)")
sh("np.array([[np.inf, 1], 1j], 'i4')")
sh("np.prod(np.array([-3, -2, -1], 'c8'), initial=0, where=[True, False, True])")
