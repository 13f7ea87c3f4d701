# bytes.splitlines of several values, with arguments that fit and that do not.
VALUES = [b'', b'a\nb\r\nc\rd', b'a\x0bb']
ARGUMENTS = [(), (True,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.splitlines(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
