# bytes.endswith of several values, with arguments that fit and that do not.
VALUES = [b'', b'abc']
ARGUMENTS = [(b'a',), ((b'a', b'c'),), (b'',), (b'bc', 1), ('a',), ((b'a', 'c'),), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.endswith(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
