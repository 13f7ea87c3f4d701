# list.sort of several values, with arguments that fit and that do not.
VALUES = [[], [3, 1, 2], ['b', 'a'], [1, 'a'], [[2], [1]]]
ARGUMENTS = [(), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.sort(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
