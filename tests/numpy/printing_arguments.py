"""What functions about printing, error states and types say of arguments that do not fit."""
import numpy as np


def show(text):
    try:
        r = repr(eval(text))
    except Exception as e:
        r = f'{type(e).__name__}: {e}'
    print(text, '->', r)


for text in ("np.format_float_scientific(1.5, trim=None)", "np.format_float_positional(1.5, unique=[])", "np.format_float_positional(1.5, unique=1.5)",
             "np.format_float_positional(1.5, pad_left='x')", "np.format_float_positional(1.5, precision=-1)", "np.format_float_scientific(1.5, exp_digits=-2)",
             "np.format_float_positional(1.5, precision=1.5)", "np.format_float_positional(1.5, sign=None)", "np.format_float_positional(1.5, precision=2, min_digits=3)",
             "np.format_float_positional(1.5, fractional=False, precision=0)", "np.format_float_positional(1.5, unique=False)", "np.format_float_positional('x')",
             "np.set_string_function('x')", "np.setbufsize(None)", "np.setbufsize(3)", "np.setbufsize(17)", "np.setbufsize(1 << 30)", "np.seterr(all=[])", "np.seterr(divide={})",
             "np.seterr(all='x')", "np.dtype([('a', 'i4')])[None]", "np.dtype([('a', 'i4')])[1.5]", "np.dtype([('a', 'i4')])[0]", "np.dtype([('a', 'i4')])[()]",
             "np.linalg.tensorinv(np.eye(4).reshape(2, 2, 2, 2), ind=None)", "np.fft.fft([1., 2], axis=[])", "np.fft.fft([1., 2], n=1.5)", "np.fft.fft(['a', 'b'])",
             "np.format_parser is np.rec.format_parser", "np.format_parser('f4,i4', ['a', 'b'], []).dtype", "type(np.errstate())"):
    show(text)
