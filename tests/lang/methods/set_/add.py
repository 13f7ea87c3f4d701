# set.add of several values, with arguments that fit and that do not.
VALUES = [set(), {1}]
ARGUMENTS = [(9,), (1,), ([],), ({1},)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.add(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
