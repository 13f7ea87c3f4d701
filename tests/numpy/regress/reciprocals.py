import numpy as np, warnings
warnings.simplefilter('ignore')
for d in '?bBhHiIlL': print(d, np.reciprocal(np.array([0,1,2],d)), np.reciprocal(np.array([-1,0,5]).astype(d)))
print(np.sort([3+1j,1-1j,1+2j,np.nan]), np.argsort([3+1j,1-1j,1+2j]), np.max([1+1j,2]))
