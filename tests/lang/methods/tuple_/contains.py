# tuple.__contains__ of several values, with arguments that fit and that do not.
VALUES = [(), (1, 2), (1, 'a')]
ARGUMENTS = [(1,), ('z',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__contains__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
