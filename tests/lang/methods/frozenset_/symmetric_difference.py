# frozenset.symmetric_difference of several values, with arguments that fit and that do not.
VALUES = [frozenset(), frozenset({1, 2})]
ARGUMENTS = [({2, 3},), ([1],), (5,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.symmetric_difference(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
