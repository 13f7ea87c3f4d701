"""Arguments of load(), loads() and Unpickler are looked at before the file is."""
import io
import pickle


class NoTruth:
    def __bool__(self):
        raise ZeroDivisionError('truth')


data = pickle.dumps([1, 'a'])
for name in 'load', 'loads', 'Unpickler':
    f = getattr(pickle, name)
    for first in 5, data if name == 'loads' else io.BytesIO(data):
        for kw in (dict(encoding=5), dict(errors=b'x'), dict(encoding=None), dict(encoding='a', errors=2.5), dict(fix_imports=NoTruth(), encoding=5),
                   dict(fix_imports=[], errors=()), dict(buffers=5), dict(encoding='bytes'), dict(encoding=io.BytesIO())):
            try:
                r = f(first, **kw)
                print(name, type(r).__name__)
            except Exception as e:
                print(name, type(e).__name__, e)
            if name != 'loads' and first != 5:
                first.seek(0)
