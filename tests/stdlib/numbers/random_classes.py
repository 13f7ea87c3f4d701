# Where integers come from: getrandbits(), or random() where a class has only that.
import os
import random
import warnings


class Only(random.Random):
    def random(self):
        print('random', end=' ')
        return super().random()


class Bits(random.Random):
    def getrandbits(self, k):
        print('bits', k, end=' ')
        return super().getrandbits(k)


for cls in (Only, Bits):
    generator = cls(7)
    print(generator.randrange(10), generator.choice('abc'), generator.randrange(2 ** 70 if cls is Bits else 2 ** 40))
for call in (lambda g: g.choice([]), lambda g: g.randrange(0), lambda g: g.randrange(1, 1), lambda g: g.randrange(1, 9, 0),
             lambda g: g.randrange(9, 1, 2), lambda g: g.randrange(5, step=2), lambda g: g.randrange(2.5),
             lambda g: g.randrange(1, 2.5), lambda g: g.randrange(3.0), lambda g: g.setstate((1, 2, 3))):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        try:
            print(call(random.Random(1)), end=' ')
        except (ValueError, TypeError, IndexError) as error:
            print(type(error).__name__, error, end=' ')
        print([str(w.message) for w in log])
g = random.Random(5)
print([g.randrange(10, 100, 7) for _ in range(8)], [g.randrange(100, 10, -7) for _ in range(8)], g.randrange(0, 2 ** 80, 3))
random.seed(1)
r, w = os.pipe()
if os.fork() == 0:
    os.write(w, repr(random.random()).encode())
    os._exit(0)
os.wait()
print(random.random(), os.read(r, 100).decode() == repr(0.13436424411240122))
