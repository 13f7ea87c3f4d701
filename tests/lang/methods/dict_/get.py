# dict.get of several values, with arguments that fit and that do not.
VALUES = [{}, {'a': 1}, {'b': 2, 'a': 1, 1: 'x'}]
ARGUMENTS = [('a',), ('z',), ('z', 5), ([],), ()]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.get(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
