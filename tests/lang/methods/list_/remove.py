# list.remove of several values, with arguments that fit and that do not.
VALUES = [[], [3, 1, 2], [1, 1.0, True, '1']]
ARGUMENTS = [(1,), ('z',), (2.0,)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.remove(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
