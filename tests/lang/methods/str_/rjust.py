# str.rjust of several values, with arguments that fit and that do not.
VALUES = ['', 'ab', 'abc', 'é']
ARGUMENTS = [(5,), (6, '*'), (0,), (-3,), (7, 'é'), (5, 'ab'), (5, ''), ('5',), (5, 1), (), (5.0,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.rjust(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
