# Text that lies in buffers, and views that cannot be written.
import numpy as np
def attempt(f):
    try: r = f(); print(r if r is None or not isinstance(r, np.ndarray) else repr(r))
    except Exception as e: print(type(e).__name__, e)

t = np.array(['a', 'b']); t.flags.writeable = False; u = t.view('u4'); print(u.flags.writeable); attempt(lambda: u.__setitem__(0, 1))
attempt(lambda: setattr(u.flags, 'writeable', True))
f = np.frombuffer(b'abcdef', 'S3'); print(f, f.base, f.flags.writeable); attempt(lambda: f.__setitem__(0, b'')); attempt(lambda: setattr(f.flags, 'writeable', True))
ba = bytearray(b'abcdef'); f = np.frombuffer(ba, 'S3'); f[0] = b'Z'; print(ba); ba[3] = 66; print(f)
attempt(lambda: ba.append(1)); del f; ba.append(1)
f = np.ndarray((2, 2), 'S2', ba, 0, (3, 2)); print(f, f.strides, f.flags.c_contiguous, f.flags.f_contiguous); f[0, 1] = b'__'; print(ba, f)
f = np.ndarray((2, 2), 'S1', ba, 1, order='F'); print(f, f.strides)
attempt(lambda: np.ndarray((4, 2), 'S2', ba)); attempt(lambda: np.ndarray((4,), 'S2', ba, 0, (2,)))
attempt(lambda: np.frombuffer(ba, 'S3')); attempt(lambda: np.frombuffer(ba, 'S2', 9)); attempt(lambda: np.frombuffer(ba, 'S2', 1, 9)); attempt(lambda: np.frombuffer(ba, 'S0'))
