# Arguments that __call__ refuses leave it and the instance as they were.
import sys


class Callable:
    def __call__(self, a, b=1, *, c=2):
        return a


instance = Callable()
function = Callable.__call__
before = sys.getrefcount(function), sys.getrefcount(instance)
for arguments, words in (((), {}), ((1,), {'z': 2}), ((1, 2, 3), {}), ((1,), {'a': 2})):
    for _ in range(3):
        try:
            instance(*arguments, **words)
        except TypeError as e:
            message = e
        try:
            instance()
        except TypeError:
            pass
    print(message)
del message
print(before == (sys.getrefcount(function), sys.getrefcount(instance)), instance(4))
