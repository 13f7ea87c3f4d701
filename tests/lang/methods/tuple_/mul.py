# tuple.__mul__ of several values, with arguments that fit and that do not.
VALUES = [(), (1, 2), (1, 'a')]
ARGUMENTS = [(2,), (0,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__mul__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
