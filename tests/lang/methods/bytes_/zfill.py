# bytes.zfill of several values, with arguments that fit and that do not.
VALUES = [b'', b'5', b'-5', b'abc']
ARGUMENTS = [(5,), (0,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.zfill(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
