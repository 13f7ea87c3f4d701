# bytes.maketrans of several values, with arguments that fit and that do not.
VALUES = [b'']
ARGUMENTS = [(b'a', b'b'), (b'ab', b'c'), ('a', 'b'), (b'', b'')]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.maketrans(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
