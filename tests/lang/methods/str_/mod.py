# str.__mod__ of several values, with arguments that fit and that do not.
VALUES = ['%s', '%d', '%5.1f|', '%x', '%%', '%r %r', '%(a)s', '%c', '%*d', '%q', '%']
ARGUMENTS = [(1,), ('a',), ((1, 2),), ({'a': 1},), (3.7,), ((5, 6),)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__mod__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
