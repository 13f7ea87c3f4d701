# str.format of several values, with arguments that fit and that do not.
VALUES = [
    '{}', '{0} {1}', '{a}', '{{}}', '{!r}', '{:>5}', '{0.real}', '{0[0]}', '{', '}', '{:d}', '{0} {}',
    '{a.b}']
ARGUMENTS = [(1,), ('x', 'y'), ()]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.format(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
