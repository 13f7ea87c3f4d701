# range.__getitem__ of several values, with arguments that fit and that do not.
VALUES = [range(0, 0), range(0, 5, 2), range(5, 0, -1)]
ARGUMENTS = [(0,), (-1,), (9,), (slice(1, None, None),), (slice(None, None, -1),), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__getitem__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
