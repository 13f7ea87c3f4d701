# tuple.__getitem__ of several values, with arguments that fit and that do not.
VALUES = [(), (1, 2), (1, 'a')]
ARGUMENTS = [(0,), (-1,), (9,), (slice(1, None, None),), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__getitem__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
