# str.zfill of several values, with arguments that fit and that do not.
VALUES = ['', '5', '-5', '+5', '--5', 'abc', 'é']
ARGUMENTS = [(5,), (0,), (-1,), ('a',), ()]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.zfill(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
