# bytes.partition of several values, with arguments that fit and that do not.
VALUES = [b'', b'a-b-c']
ARGUMENTS = [(b'-',), (b'',), ('-',), (45,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.partition(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
