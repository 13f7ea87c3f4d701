# str.startswith of several values, with arguments that fit and that do not.
VALUES = ['', 'abc', 'éb']
ARGUMENTS = [
    ('a',), ('',), ('c',), (('a', 'c'),), ('bc', 1), ('a', 0, 0), ('', 5), ((),), (1,), (('a', 1),), (b'a',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.startswith(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
