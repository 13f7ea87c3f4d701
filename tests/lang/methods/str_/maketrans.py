# str.maketrans of several values, with arguments that fit and that do not.
VALUES = ['x']
ARGUMENTS = [
    ('ab', 'xy'), ('ab', 'xy', 'z'), ({97: 1},), ({'a': 'b'},), ({'ab': 1},), ('a', 'bc'), (1,), ({1.5: 1},)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.maketrans(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
