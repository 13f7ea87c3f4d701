# Signatures of native functions, also of those that look at their arguments themselves; defaults that Python cannot
# write make the signature invalid.
import functools
import inspect
import itertools
import math
import operator

for f in (print, sorted, sum, format, issubclass, isinstance, math.gcd, math.lcm, operator.call, itertools.tee,
          object.__new__, int.__new__, dict.fromkeys, [].append, ''.join, str.encode, int.to_bytes, len, anext, getattr,
          iter, max, min, vars, dir, bytes.hex, dict.pop, str.format, list.pop, object.__init__, type.mro):
    try:
        print(f.__qualname__, inspect.signature(f), f in (math.gcd, math.lcm) or f.__text_signature__)
    except ValueError as e:
        print(e)
print(inspect.signature(functools.partial(print, 1, end='')))
