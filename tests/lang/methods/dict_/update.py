# dict.update of several values, with arguments that fit and that do not.
VALUES = [{}, {'a': 1}, {'b': 2, 'a': 1, 1: 'x'}]
ARGUMENTS = [({'n': 1},), ([('x', 2)],), ([(1, 2, 3)],), (5,), (['ab'],), ((),)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.update(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
