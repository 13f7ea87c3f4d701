"""What Random.setstate() says of states that are none."""
import random

r = random.Random(1)
words = r.getstate()[1]
for internal in (('a',) * 625, (1,) * 624, (1,) * 624 + (700,), (2 ** 40,) * 625, [1] * 625, (-1,) * 625, None,
                 (1.5,) * 625, (1,) * 624 + (-1,), (1,) * 624 + ('x',), (2 ** 64,) + words[1:], (2 ** 32 + 5,) + words[1:],
                 (True,) + words[1:]):
    try:
        print(r.setstate((3, internal, None)), r.random())
    except Exception as e:
        print(type(e).__name__, e)
