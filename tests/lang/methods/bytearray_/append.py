# bytearray.append of several values, with arguments that fit and that do not.
VALUES = [bytearray(b''), bytearray(b'abc')]
ARGUMENTS = [(1,), (300,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.append(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
