# ufunc.resolve_dtypes: the types that a call computes in, without operands.
import numpy as np

i4, f4, u1, c8 = map(np.dtype, ('i4', 'f4', 'u1', 'c8'))


def t(call):
    try:
        print(call, eval(call))
    except (TypeError, ValueError) as e:
        print(call, type(e).__name__, e)


for call in '''np.add.resolve_dtypes((i4, f4, None))
np.add.resolve_dtypes((i4, int, None))
np.add.resolve_dtypes((u1, int, None))
np.add.resolve_dtypes((f4, float, None))
np.add.resolve_dtypes((i4, float, None))
np.multiply.resolve_dtypes((f4, complex, None))
np.add.resolve_dtypes((i4, i4, f4))
np.add.resolve_dtypes((f4, f4, i4))
np.add.resolve_dtypes((f4, f4, i4), casting='unsafe')
np.add.resolve_dtypes((f4,))
np.add.resolve_dtypes([i4, i4, None])
np.add.resolve_dtypes((i4, 'i4', None))
np.add.resolve_dtypes((None, i4, None))
np.add.resolve_dtypes((None, f4, None), reduction=True)
np.add.resolve_dtypes((f4, None, None), reduction=True)
np.add.resolve_dtypes((i4, i4, None), signature=(None, None, f4))
np.sin.resolve_dtypes((i4, None))
np.sqrt.resolve_dtypes((u1, None))
np.equal.resolve_dtypes((i4, i4, None))
np.less.resolve_dtypes((u1, f4, None))
np.divide.resolve_dtypes((i4, i4, None))
np.absolute.resolve_dtypes((c8, None))
np.bitwise_and.resolve_dtypes((u1, i4, None))
np.power.resolve_dtypes((u1, c8, None))
np.isnan.resolve_dtypes((f4, None))
np.logical_and.resolve_dtypes((f4, i4, None))'''.split('\n'):
    t(call)
