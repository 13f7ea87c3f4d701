# bytes.center of several values, with arguments that fit and that do not.
VALUES = [b'', b'ab']
ARGUMENTS = [(5,), (6, b'*'), (0,), (5, b'ab'), (5, 'a'), (5, 42), ('5',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.center(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
