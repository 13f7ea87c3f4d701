# bytes.rfind of several values, with arguments that fit and that do not.
VALUES = [b'', b'abcabc', b'\x00\x00']
ARGUMENTS = [
    (b'a',), (97,), (b'',), (b'bc', 1), (b'a', 1, 2), (0,), (300,), (-1,), ('a',), (None,),
    (bytearray(b'c'),)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.rfind(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
