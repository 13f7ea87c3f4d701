# Damaged .npy and .npz files end in an ordinary error or an array, never in anything else.
import io
import random
import numpy as np

ALLOWED = (ValueError, EOFError, OverflowError, MemoryError, SyntaxError, TypeError, KeyError, OSError, NotImplementedError)


def sources():
    for a in (np.arange(5), np.ones((2, 3), order='F'), np.array([True, False]), np.array(['ab', 'c']), np.array(1.5)):
        f = io.BytesIO()
        np.save(f, a)
        yield f.getvalue()
    f = io.BytesIO()
    np.savez_compressed(f, a=np.arange(10), b=np.zeros(3))
    yield f.getvalue()


def mutate(r, data):
    b = bytearray(data)
    for _ in range(r.randint(1, 4)):
        how = r.randrange(5)
        i = r.randrange(len(b)) if b else 0
        if how == 0 and b:
            b[i] = r.randrange(256)
        elif how == 1 and b:
            del b[i:i + r.randint(1, 8)]
        elif how == 2:
            b[i:i] = bytes(r.choice(b"(){}[],:'<>|0123456789-OVUSfi\\\n") for _ in range(r.randint(1, 6)))
        elif how == 3:
            del b[i:]
        elif b:
            b[i] ^= 1 << r.randrange(8)
    return bytes(b)


r = random.Random(2024)
done = strange = 0
for data in sources():
    for _ in range(400):
        bad = mutate(r, data)
        try:
            x = np.load(io.BytesIO(bad))
            if hasattr(x, 'files'):
                [x[k] for k in x.files]
            else:
                x.tolist()
        except ALLOWED:
            pass
        except Exception as e:
            if type(e).__name__ not in ('BadZipFile', 'error', 'LargeZipFile', 'UnpicklingError', 'TokenError', 'ZeroDivisionError', 'SystemError'):
                strange += 1
                print(type(e), e, bad[:100])
        done += 1
print(done, strange)
