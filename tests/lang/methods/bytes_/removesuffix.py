# bytes.removesuffix of several values, with arguments that fit and that do not.
VALUES = [b'', b'aab']
ARGUMENTS = [(b'a',), (b'ab',), (b'',), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.removesuffix(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
