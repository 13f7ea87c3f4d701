# str.__mul__ of several values, with arguments that fit and that do not.
VALUES = ['', 'ab', 'é']
ARGUMENTS = [(0,), (3,), (-1,), (True,), ('a',), (1.5,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__mul__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
