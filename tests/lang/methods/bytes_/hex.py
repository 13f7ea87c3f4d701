# bytes.hex of several values, with arguments that fit and that do not.
VALUES = [b'', b'\x00\xff\x10', b'abcdef']
ARGUMENTS = [(), ('-',), (':', 2), ('-', -2), (b' ',), ('ab',), ('é',), ('-', 0), ('',), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.hex(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
