# bytes.lstrip of several values, with arguments that fit and that do not.
VALUES = [b'', b'  a b ', b'xxaxx']
ARGUMENTS = [(), (None,), (b'x',), (b'ax',), ('x',), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.lstrip(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
