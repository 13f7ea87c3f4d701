# bytearray.__setitem__ of several values, with arguments that fit and that do not.
VALUES = [bytearray(b''), bytearray(b'abc')]
ARGUMENTS = [
    (0, 1), (9, 1), (slice(0, 1, None), b'xyz'), (slice(0, 1, None), 5), (slice(None, None, 2), b'q'),
    (0, 300), (0, 'a')]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.__setitem__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
