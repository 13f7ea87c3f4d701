# bytearray.__getitem__ of several values, with arguments that fit and that do not.
VALUES = [bytearray(b''), bytearray(b'abc')]
ARGUMENTS = [(0,), (slice(1, None, None),), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.__getitem__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
