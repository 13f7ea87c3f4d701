# list.__len__ of several values, with arguments that fit and that do not.
VALUES = [[], [3, 1, 2], [1, 1.0, True, '1']]
ARGUMENTS = [()]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.__len__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
