# bytes.replace of several values, with arguments that fit and that do not.
VALUES = [b'', b'aaa', b'abcabc']
ARGUMENTS = [
    (b'a', b'b'), (b'a', b'b', 1), (b'', b'-'), (b'bc', b''), ('a', 'b'), (b'a',), (97, b'b')]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.replace(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
