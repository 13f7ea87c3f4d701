# float.fromhex of several values, with arguments that fit and that do not.
VALUES = [0.0]
ARGUMENTS = [
    ('0x1.8p3',), ('0x.1',), ('-0X1P-2',), ('inf',), ('nan',), (' 1 ',), ('1.8',), ('',), ('0x',), ('zz',),
    ('0x1p99999',)]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.fromhex(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
