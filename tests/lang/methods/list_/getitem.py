# list.__getitem__ of several values, with arguments that fit and that do not.
VALUES = [[], [3, 1, 2], [1, 1.0, True, '1']]
ARGUMENTS = [
    (0,), (-1,), (9,), (slice(None, None, -1),), (slice(0, 9, 2),), ('a',), (1.0,), (None,)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.__getitem__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
