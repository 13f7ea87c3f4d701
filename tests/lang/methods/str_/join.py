# str.join of several values, with arguments that fit and that do not.
VALUES = ['', '-', 'é']
ARGUMENTS = [
    (['a', 'b'],), ([],), (['x'],), ('abc',), (('a',),), ({'k': 1},), (['a', 1],), (1,), ()]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.join(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
