# A module that one thread imports is not seen half done by another.
import os
import sys
import tempfile
import threading

with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'slow_module.py'), 'w') as f:
        f.write('import time\nfirst = 1\ntime.sleep(0.1)\nlast = 2\n')
    sys.path.insert(0, folder)
    seen = []

    def load():
        import slow_module
        seen.append(slow_module.last)

    for target in (load,):
        threads = [threading.Thread(target=target) for _ in range(4)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    print(seen)
