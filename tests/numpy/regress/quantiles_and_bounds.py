# Integers as q, nan as a bound of clip, axes of accumulate and reduceat, divmod's reports, cross of mixed types.
import numpy as np
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
t(lambda: int(np.arange(3))); t(lambda: float(np.arange(3))); t(lambda: complex(np.arange(3))); t(lambda: np.float64(np.ones((2,2)))); t(lambda: np.arange(3).__index__())
t(lambda: np.add.reduceat(np.ones((2,2)),[0],axis=(0,1))); t(lambda: np.add.accumulate(np.ones((2,2)),axis=(0,1))); t(lambda: np.add.accumulate(np.ones((2,2)),axis=None)); t(lambda: np.sort(np.zeros(2,'i4,i4'),order='b'))
t(lambda: np.clip([1.,5,9],np.nan,4)); t(lambda: np.clip(np.arange(3),0,1<<40)); t(lambda: np.cross(np.uint8([1,2]),[1.,2,3]))
t(lambda: np.zeros(2,[('p','f4',(2,)),('q','u1')])[['p']].dtype)
t(lambda: np.ones(3)==np.ones(2))
