# Any object that acts like a dict may be the memo of deepcopy(), also for what is its own copy.
import copy
for memo in {}, None, 5, iter([]), type('M', (dict,), {'get': lambda self, key, default: 'known'})():
    for x in 1j, [1], 'x', (1, [2]):
        try:
            print(copy.deepcopy(x, memo))
        except (AttributeError, TypeError) as e:
            print(type(e).__name__, e)
