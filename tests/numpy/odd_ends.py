"""broadcast objects, nonzero of numbers, bytes_ of text, print options that do not exist."""
import numpy as np
import warnings


def t(s):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            r = repr(eval(s))
        except Exception as e:
            r = f'{type(e).__name__} {e}'
        print(s, '->', r, [f'{w.category.__name__}: {w.message}' for w in seen])


for s in ["type(np.broadcast(1))", "len(np.broadcast(1))", "np.broadcast(*[1] * 33)", "np.float32(3).nonzero()", "np.nonzero(5)",
          "np.nonzero(np.bool_(0))", "np.array(None).nonzero()", "np.bytes_('a')", "np.bytes_('\\xe9')", "np.bytes_(np.str_('ab'))",
          "np.set_printoptions(legacy='1.14', precision=3)", "np.get_printoptions()['precision']",
          "np.finfo('f2').smallest_subnormal", "np.char.compare_chararrays(5, ['a'], '<', False)", "np.char.isnumeric(5)",
          "np.loadtxt(['a,1'], dtype='M8[D]', delimiter=',', usecols=0)",
          "np.loadtxt(['2024-01-02,1'], dtype='M8[D]', delimiter=',', usecols=0)"]:
    if s.startswith('np.get'):
        np.set_printoptions(legacy=False)
    t(s)
