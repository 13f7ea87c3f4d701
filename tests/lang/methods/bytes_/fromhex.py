# bytes.fromhex of several values, with arguments that fit and that do not.
VALUES = [b'']
ARGUMENTS = [('',), ('00ff',), (' 0 0',), ('aB cD',), ('0',), ('zz',), ('é0',), (b'00',), (1,)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.fromhex(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
