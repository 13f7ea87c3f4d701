"""Methods and attributes of scalars of every kind, and what functions and arrays make of such scalars."""
import warnings

import numpy as np

warnings.simplefilter('ignore')
SCALARS = [
    'np.bool_(1)', 'np.int8(3)', 'np.uint16(3)', 'np.int64(3)', 'np.float16(3)', 'np.float64(3.5)', 'np.complex128(3+1j)',
    "np.str_('abc')", "np.bytes_(b'abc')", "np.datetime64(3,'s')", "np.timedelta64(3,'s')", "np.datetime64('NaT')",
    "np.void(b'abc')", "np.zeros(1,'i4,f8')[0]",
]
MEMBERS = [
    'data.tobytes()', 'flags.writeable', "getfield('u1')", "getfield('i1',1)", "getfield('f8',1)", "setfield(3,'i4')",
    'itemset(3)', "newbyteorder('<')", 'resize((1,))', 'resize(())', 'setflags(write=False)', 'setflags()',
    'setflags(write=1)', 'sort()', 'sort(0)', 'argpartition', 'flat[0]', 'T', 'real', 'size', 'ndim', 'shape', 'strides',
    'nbytes', 'itemsize', 'dtype', 'all()', 'any()', 'argmax()', 'argmin()', 'argsort()', 'astype(int)', 'astype(float)',
    'astype(bool)', 'astype(object)', "astype('m8[s]')", "astype('i4')", 'choose([1,2,3,4])', 'compress([True])',
    'compress([1,0])', 'conj()', 'conjugate()', 'copy()', 'cumprod()', 'cumsum()', 'diagonal()', 'fill(3)', 'flatten()',
    'item()', 'item(0)', 'max()', 'mean()', 'min()', 'nonzero()', 'prod()', 'put([0],[1])', 'ravel()', 'repeat(2)',
    'reshape(1)', 'reshape((1,1))', 'round()', 'round(1)', 'searchsorted(3)', 'squeeze()', 'sum()', 'swapaxes(0,0)',
    'take(0)', 'take([0])', 'tobytes()', 'tolist()', 'tostring()', 'trace()', 'transpose()', 'view()', "view('u1')",
    "view('S1')", "view('i8')", '__array__()', '__array_priority__', '__array_wrap__(np.array(3))', '__copy__()',
    '__deepcopy__({})', 'max(0)', 'sum(axis=0)', 'any(axis=0,keepdims=True)', '__int__()', '__float__()', '__bool__()',
    '__pos__()', '__len__()', '__contains__(3)', '__hash__()==0', "__format__('')", '__getitem__(())', '__getitem__(...)',
    '__getitem__(None)', '__getitem__(0)', 'as_integer_ratio()', 'bit_count()', 'denominator', 'numerator',
    '__array_ufunc__', '__array_function__', '__dir__()[:0]', 'ctypes', 'device',
]
USES = [
    'int(%s)', 'float(%s)', 'complex(%s)', 'bool(%s)', 'str(%s)', 'repr(%s)', 'hash(%s)==0 or 0', 'np.int64(%s)',
    'np.float64(%s)', 'np.str_(%s)', 'np.bytes_(%s)', 'np.datetime64(%s)', 'np.timedelta64(%s)', 'np.object_(%s)',
    'np.float16(%s)', 'np.uint8(%s)', 'np.array(%s)', 'np.asarray(%s,float)', 'np.array([%s],str)', "np.array([%s],'S')",
    'np.array([%s],object)', 'np.array([%s,%s])', 'np.array([%s,1])', 'np.array([%s,1.5])', "np.array([%s,'a'])",
    'np.zeros(1,float).__setitem__(0,%s)', 'np.zeros(1,bool).__setitem__(0,%s)', 'np.full(2,%s)', 'np.full(2,%s,int)',
    'np.full(2,%s,float)', 'abs(%s)', 'np.float64(1)+%s', 'np.int64(2)*%s', '2*%s', '%s*2', '%s/2', '%s//2', '%s%%2',
    '%s+1', '1+%s', '%s-1', '1-%s', '%s<1', '%s==1', '1==%s', '%s!=None', '%s==None', 'np.sign(%s)', 'np.isnan(%s)',
    'np.isfinite(%s)', 'np.sqrt(%s)', 'np.sum([%s,%s])', 'np.mean([%s])', 'np.max([%s])', 'np.sort([%s,%s])',
    'np.unique([%s,%s])', 'np.where(True,%s,%s)', 'np.concatenate([[%s],[%s]])', 'np.stack([%s,%s])', 'np.minimum(%s,%s)',
    'np.array(%s).astype(int)', 'np.array(%s).astype(float)', "np.array(%s).astype('i1')", 'np.array(%s).astype(bool)',
    "np.array(%s).astype('f2')", "np.array([%s]).astype('>i4')", "np.array([%s]).astype('u8')",
    "np.array([%s]).astype('O')", "np.array([%s]).astype('V3')", "np.array([%s]).astype('m8[D]')",
    'np.array([%s]).tolist()', 'np.array([%s]).item()', 'int(np.array([%s]))', 'float(np.array(%s))',
    'complex(np.array(%s))', 'bool(np.array([%s]))', 'str(np.array([%s]))', "np.array([%s]).view('i8')",
    'np.array([%s])[0]', 'np.array([%s]).sum()', 'np.array([%s]).any()', 'np.array([%s]).round()', 'np.array([%s]).real',
    'np.min_scalar_type(%s)', 'np.isscalar(%s)', 'np.issubdtype(type(%s),np.number)',
]


def show(source):
    try:
        v = eval(source)
        text = repr(v) + (f' {v.dtype} {type(v).__name__}' if hasattr(v, 'dtype') else '')
    except Exception as e:
        text = f'{type(e).__name__}: {e}'
    print(source, '->', text)


for scalar in SCALARS:
    for member in MEMBERS:
        show(f'{scalar}.{member}')
for use in USES:
    for scalar in SCALARS:
        show(use.replace('%s', scalar))
