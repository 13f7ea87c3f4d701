# int.from_bytes of several values, with arguments that fit and that do not.
VALUES = [0]
ARGUMENTS = [
    (b'',), (b'\x01\x02',), (b'\x01\x02', 'little'), (b'\xff', 'big'), ([1, 2], 'big'), ([300], 'big'),
    ('a', 'big'), (5, 'big'), (b'\x01', 'x')]

for value in VALUES:
    for args in ARGUMENTS:
        try:
            result = value.from_bytes(*args)
        except Exception as e:
            result = f'{type(e).__name__}: {e}'
        print(ascii(value), ascii(args), '->', ascii(result))
