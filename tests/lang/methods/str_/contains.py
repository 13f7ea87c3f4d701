# str.__contains__ of several values, with arguments that fit and that do not.
VALUES = ['', 'abc']
ARGUMENTS = [('',), ('b',), ('x',), (1,), (None,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__contains__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
