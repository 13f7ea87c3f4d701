# bytes.expandtabs of several values, with arguments that fit and that do not.
VALUES = [b'a\tb', b'\t']
ARGUMENTS = [(), (4,), (0,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.expandtabs(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
