"""Sums, shifts, comparisons and decimal text of ints around the limits of machine words."""


def numbers():
    for bits in (47, 48, 62, 63, 64, 65, 127, 128, 129, 192, 320, 383, 384, 385, 512, 513, 576, 640):
        for near in (-1, 0, 1):
            yield (1 << bits) + near
    for digits in (17, 18, 19, 20, 37, 38, 39, 57, 76, 95, 114, 133):
        for near in (-1, 0, 1):
            yield 10 ** digits + near


def signed():
    for n in numbers():
        yield n
        yield -n


def mix(total, n):
    return (total * 1000003 + n) % ((1 << 89) - 1)


def of_pairs(operation):
    total = 0
    for a in values:
        for b in values:
            total = mix(total, operation(a, b))
    return total


values = list(signed())
print(len(values))
print('add', of_pairs(lambda a, b: a + b))
print('sub', of_pairs(lambda a, b: a - b))
print('back', all((a + b) - b == a and (a - b) + b == a for a in values for b in values))
print('order', of_pairs(lambda a, b: (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a > b)))
print('jumps', of_pairs(lambda a, b: 1 if a < b else 2 if a == b else 3 if a != b else 4))
for s in (0, 1, 7, 63, 64, 65, 128, 200):
    print('shift', s, of_pairs(lambda a, b: (a << s) ^ (b >> s)))

for a in values:
    assert int(str(a)) == a and int('%040d' % a) == a, a
for a in list(numbers())[::7]:
    print(str(-a), a + 1, a - (a - 5), a + -a)

# every digit at every place of a word of text
for n in range(1, 60):
    text = ('1234567890' * 6)[:n]
    assert str(int(text)) == text and str(int('0' * n + text)) == text
print(int('9' * 19), int('9' * 20), int('1' + '0' * 38), int('-' + '8' * 41))
for at in range(40):
    for wrong in '/:pP\xb2 +':
        text = '5' * at + wrong + '5' * (39 - at)
        try:
            int(text)
            print('taken', at, repr(wrong))
        except ValueError as e:
            if at == 20:
                print(e)

for operation in ('a @ b', 'a // 0', 'a % 0', 'a << -1', 'a >> -b', 'a + None', 'a < None'):
    try:
        eval(operation, {'a': 10 ** 30, 'b': 10 ** 25})
    except Exception as e:
        print(type(e).__name__, e)
