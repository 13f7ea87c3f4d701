# bytes.__mod__ of several values, with arguments that fit and that do not.
VALUES = [b'%s', b'%d', b'%b', b'%c', b'%a', b'%x', b'%(a)s', b'%5.1f']
ARGUMENTS = [(b'x',), (5,), ('x',), ((1, 2),), ({b'a': b'v'},), (2.5,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.__mod__(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
