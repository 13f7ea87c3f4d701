"""Warnings that name the object they are about; spooled files that nobody closed; closed processes; long timeouts."""
import io
import multiprocessing
import sys
import tempfile
import threading
import warnings

sys.stderr = sys.stdout
warnings.simplefilter('always')
warnings.warn_explicit('about it', UserWarning, 'file', 3, source=4)
print(warnings.formatwarning('text', UserWarning, 'file', 3))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    s = tempfile.SpooledTemporaryFile(4)
    del s
print([str(w.message)[:40] for w in caught], caught[0].category, type(caught[0].source).__name__)
lock = threading.Lock()
lock.acquire()
try:
    lock.acquire(timeout=1e20)
except OverflowError as e:
    print(e)
process = multiprocessing.Process(target=print, name='p')
process.start()
process.join()
process.close()
print(repr(process).startswith("<Process name='p' parent="), repr(process).endswith(' closed>'))
