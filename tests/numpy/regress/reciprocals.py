# Integer reciprocals of zero, last digits of cbrt and arctanh, the order of complex numbers.
import numpy as np, warnings
warnings.simplefilter('ignore')
for d in '?bBhHiIlL': print(d, np.reciprocal(np.array([0,1,2],d)), np.reciprocal(np.array([-1,0,5]).astype(d)))
print(np.arctanh(np.float32([0.375,0.25,0.5,-.375,.9])), np.cbrt([2.,3,10,0.1]), np.arctanh([.1,.3,.77]))
print(np.sort([3+1j,1-1j,1+2j,np.nan]), np.argsort([3+1j,1-1j,1+2j]), np.max([1+1j,2]))
