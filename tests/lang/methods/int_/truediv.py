# int.__truediv__ of several values, with arguments that fit and that do not.
VALUES = [
    0, 1, -1, 7, 255, -256, 2147483648, 9223372036854775808, -9223372036854775808,
    10000000000000000000000000, True]
ARGUMENTS = [(3,), (0,), (1.5,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__truediv__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
