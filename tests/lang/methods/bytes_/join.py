# bytes.join of several values, with arguments that fit and that do not.
VALUES = [b'', b'-']
ARGUMENTS = [
    ([b'a', b'b'],), ([],), ((bytearray(b'x'), b'y'),), ([b'a', 'b'],), ([1],), (b'ab',), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.join(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
