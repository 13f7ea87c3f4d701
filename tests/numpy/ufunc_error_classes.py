"""Refusals of ufuncs are shown by the class for each, whose name is that of the base."""
import numpy as np
for s in ("np.array(['a'])+1","np.add(1.5,2,dtype=int)","np.add(1,2,out=np.zeros(1,'i4'),dtype='f8')","np.array(['2020'],'M8')+np.array(['2020'],'M8')","np.linalg.inv(np.array([['a']]))",
          "np.add([1], [2], dtype='S1')", "np.add(np.zeros(2, 'm8[s]'), 1, dtype='m8[s]')", "np.sin([1.], dtype='U3')"):
    try: eval(s)
    except TypeError as e: print(type(e), type(e).__name__, type(e).__qualname__, [c.__qualname__ for c in type(e).__mro__], e)
try: np.array(['a'])+1
except TypeError as e: print(isinstance(e, TypeError), str(e))
import traceback
try: np.array(['a'])+1
except TypeError as e: print(traceback.format_exception_only(e))
