# bytes.rsplit of several values, with arguments that fit and that do not.
VALUES = [b'', b'a b  c', b'a,b,,c']
ARGUMENTS = [(), (b',',), (None, 1), (b',', 1), (b'',), (',',), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.rsplit(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
