# complex.__add__ of several values, with arguments that fit and that do not.
VALUES = [0j, (1+2j), (-1.5+0j), complex("inf"), complex("nan")]
ARGUMENTS = [(1,), (1j,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__add__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
