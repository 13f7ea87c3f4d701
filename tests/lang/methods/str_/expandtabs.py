# str.expandtabs of several values, with arguments that fit and that do not.
VALUES = ['', 'a\tb', '\t\t', 'ab\tc\nd\te', 'é\t']
ARGUMENTS = [(), (4,), (0,), (-1,), ('a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.expandtabs(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
