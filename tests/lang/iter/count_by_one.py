"""itertools.count: a step that is one in any type counts as if it were left out, where the start is an int too."""
from itertools import count


class Int(int):
    pass


for args in ((5, True), (5, 1), (5, False), (5, 1.0), (5, 2), (5, Int(1)), (Int(5), Int(1)), (True, 1), (True, True), (True, 2),
             (1.5, 1), (1.5, True), (10 ** 30, 1), (10 ** 30, True), (0, -1)):
    c = count(*args)
    print(args, c, c.__reduce__()[1], next(c), next(c), c, c.__reduce__()[1])
