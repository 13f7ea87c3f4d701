# tuple.__hash__ of several values, with arguments that fit and that do not.
VALUES = [(), (1, 2), (1, 'a')]
ARGUMENTS = [()]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__hash__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
