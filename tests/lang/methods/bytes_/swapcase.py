# bytes.swapcase of several values, with arguments that fit and that do not.
VALUES = [b'', b'a', b'abc', b'a b c', b'\x00\xff', b'ABCabc', b'1,2,,3', b'\t x ']
ARGUMENTS = [(), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.swapcase(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
