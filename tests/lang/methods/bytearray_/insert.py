# bytearray.insert of several values, with arguments that fit and that do not.
VALUES = [bytearray(b''), bytearray(b'abc')]
ARGUMENTS = [(0, 1), (9, 1), (0, 300)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.insert(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
