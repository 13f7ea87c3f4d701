# Types in errors about paths are named without their module.
import array
import collections
import os


class Path:
    def __init__(self, v):
        self.v = v

    def __fspath__(self):
        return self.v


for o in collections.deque(), array.array('b'), Path(collections.deque()):
    for f in (os.fspath, os.stat, os.fsencode, os.listdir, os.mkdir, os.scandir, lambda o: compile('1', o, 'eval'), lambda o: os.path.join('a', o)):
        try:
            f(o)
        except (TypeError, OSError) as e:
            print(type(e).__name__, e)
