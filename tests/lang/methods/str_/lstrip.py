# str.lstrip of several values, with arguments that fit and that do not.
VALUES = ['', '  a b  ', 'xxaxx', '\t\né\u3000', 'abcba']
ARGUMENTS = [(), (None,), ('x',), ('ab',), ('',), (1,), (b'x',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.lstrip(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
