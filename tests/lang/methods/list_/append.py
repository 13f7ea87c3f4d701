# list.append of several values, with arguments that fit and that do not.
VALUES = [[], [3, 1, 2], [1, 1.0, True, '1']]
ARGUMENTS = [(1,), (None,), (), (1, 2)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.append(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
