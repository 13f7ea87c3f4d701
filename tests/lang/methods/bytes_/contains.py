# bytes.__contains__ of several values, with arguments that fit and that do not.
VALUES = [b'', b'abc']
ARGUMENTS = [(97,), (b'bc',), (300,), ('a',), (b'',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__contains__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
