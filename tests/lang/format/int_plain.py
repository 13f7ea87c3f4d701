# The formats of ints that most programs use, and their neighbours, at the ends of every width.
specs = [a + w + t for a in ('', '<', '>', '^', '=', '0', '<0', '>0', '+', '*<') for w in ('', '1', '2', '5', '40', '99', '100')
         for t in ('', 'd', 'x', 'X', 'b', ',', 's')]
for n in (0, 7, -7, 10, -99, 100, 255, -255, 2 ** 47, -2 ** 48, 2 ** 48, 10 ** 30, True):
    total, refused = 0, 0
    for spec in specs:
        try:
            text = format(n, spec)
        except ValueError:
            refused += 1
        else:
            total = (total * 31 + sum((i + 1) * ord(c) for i, c in enumerate(text))) % 1000000007
    print(n, total, refused)
print(f'{5:>8d}|{-5:08d}|{-255:x}|{255:04x}|{3:<4}|{-3:<4d}|{12345:3d}|{0:0}')
