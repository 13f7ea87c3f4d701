"""divmod of scalars: types, errors, and what is reported by which name."""
import numpy as np
for a in (np.float64(3),np.int8(-128),np.complex128(1),np.bool_(1),np.timedelta64(5,'s'),np.float32(1)):
    for b in (2,0,np.int8(-1),1.5,1j,np.float16(2),np.timedelta64(2,'s')):
        for f in (lambda:divmod(a,b),lambda:divmod(b,a)):
            try: print(repr(a),repr(b),f(),[type(x).__name__ for x in f()])
            except Exception as e: print(repr(a),repr(b),type(e).__name__,e)
import numpy as np,warnings,itertools
vals=[np.float64(0),0,0.,np.int8(0),np.array(0),np.bool_(0),True,np.longlong(0), np.uint8(0)]
for a,b in itertools.product([np.float64(1),np.int8(1),1,1.,np.array(1.),np.bool_(1),np.longlong(1),np.uint64(1),np.float16(1)],vals):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: divmod(a,b)
        except Exception as e: print(type(e)); 
    print(type(a).__name__,type(b).__name__,[str(x.message).split(' in ')[1] for x in w])
