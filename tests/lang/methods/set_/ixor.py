# set.__ixor__ of several values, with arguments that fit and that do not.
VALUES = [set(), {1}, {1, 2, 3}]
ARGUMENTS = [({2, 3},), (frozenset({1}),), ([1],), (5,)]

for value in VALUES:
    for args in ARGUMENTS:
        changed = type(value)(value)
        try:
            result = changed.__ixor__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result), ascii(changed))
