# float.__mod__ of several values, with arguments that fit and that do not.
VALUES = [0.0, -0.0, 1.5, -2.5, 0.1, 1e+300, 5e-324, float("inf"), float("nan"), 123456.789]
ARGUMENTS = [(2,), (-2,), (0,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__mod__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
