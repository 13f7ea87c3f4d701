# complex.conjugate of several values, with arguments that fit and that do not.
VALUES = [0j, (1+2j), (-1.5+0j), complex("inf"), complex("nan")]
ARGUMENTS = [()]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.conjugate(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
