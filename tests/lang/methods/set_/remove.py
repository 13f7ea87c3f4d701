# set.remove of several values, with arguments that fit and that do not.
VALUES = [set(), {1}]
ARGUMENTS = [(1,), (9,), ([],), ({9},)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.remove(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
