# complex.__lt__ of several values, with arguments that fit and that do not.
VALUES = [0j, (1+2j), (-1.5+0j), complex("inf"), complex("nan")]
ARGUMENTS = [(1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__lt__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
