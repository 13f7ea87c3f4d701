# str.format_map of several values, with arguments that fit and that do not.
VALUES = ['{a}', '{b}', '{}', '{a[0]}']
ARGUMENTS = [({'a': 'v'},), ({'b': [1]},), (5,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.format_map(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
