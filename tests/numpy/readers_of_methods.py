# In whose words the methods of an array refuse a wrong number of arguments, by how NumPy reads them.
import warnings

import numpy as np

warnings.simplefilter('ignore')
CALLS = [((), {'zzz': 1}), ((1,), {'zzz': 1}), ((1,) * 3, {}), ((1,) * 7, {}), ((1,), {'axis': 1}), ((1,), {'dtype': 1}),
         ((), {'a': 1, 'b': 1})]
SKIP = {'item', 'transpose', 'clip', 'cumsum', 'cumprod', 'getfield', 'tofile', 'dump', 'compress'}
names = [n for n in dir(np.ndarray) if callable(getattr(np.ndarray, n)) and not n.startswith('_') and n not in SKIP]
names += ['__array__', '__array_wrap__', '__copy__', '__deepcopy__', '__reduce__', '__reduce_ex__', '__setstate__', '__complex__',
          '__format__', '__dlpack__', '__array_ufunc__']
for name in names:
    for args, words in CALLS:
        x = np.array([[3., 1, 2], [6, 5, 4]])
        try:
            print(name, args, words, type(getattr(x, name)(*args, **words)).__name__)
        except Exception as e:
            print(name, args, words, type(e).__name__, e)
