# list.__setitem__ of several values, with arguments that fit and that do not.
VALUES = [[], [3, 1, 2], [1, 1.0, True, '1']]
ARGUMENTS = [
    (0, 'n'), (9, 'n'), (slice(0, 1, None), [7, 8]), (slice(0, 1, None), 5), (slice(None, None, 2), [1]),
    ('a', 1)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.__setitem__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
