"""When nditer refuses operands that hold Python objects."""
import numpy as np
O=np.array([1,2],object)
def t(*a,**k):
    try: print(np.nditer(*a,**k).operands)
    except Exception as e: print(type(e).__name__,e)
t(O); t([O,np.zeros(3)]); t([O],op_dtypes=['f8']); t([O],op_dtypes=['f8'],flags=['buffered']);t([O],op_dtypes=['f8'],flags=['buffered','refs_ok'],casting='unsafe')
t([np.zeros(2),O]); t([np.zeros((0,)),np.zeros(0,object)]); t([np.zeros(2)],op_dtypes=['O'],flags=['buffered']); t([np.zeros(2),None],op_dtypes=[None,'O']); t([np.zeros(3),O],op_dtypes=['i4',None]); t([O,None],op_flags=[['readonly'],['writeonly','allocate']],op_dtypes=['M8','M8'],flags=['buffered'])
t([np.zeros(2)],op_dtypes=['O'],flags=['buffered'],casting='no'); t([np.array(['a']),np.zeros(2)],op_dtypes=['f8','O'],flags=['buffered'],casting='no'); t([np.zeros(2)],op_dtypes=['O']); t([O,np.zeros(1)],op_flags=[['readonly'],['readwrite']])
