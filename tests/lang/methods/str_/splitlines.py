# str.splitlines of several values, with arguments that fit and that do not.
VALUES = ['', 'a', 'a\n', 'a\nb\r\nc\rd', 'a\x0bb\x0cc\x1cd\x85e\u2028f']
ARGUMENTS = [(), (True,), (0,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.splitlines(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
