# dict.values of several values, with arguments that fit and that do not.
VALUES = [{}, {'a': 1}, {'b': 2, 'a': 1, 1: 'x'}]
ARGUMENTS = [()]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.values(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
