# Arrays from pickles of machines with other formats of numbers.
import array
import struct

rebuild = array._array_reconstructor
INTS = [0, 1, 100, 127]
for number, form in enumerate('B b <H >H <h >h <I >I <i >i <Q >Q <q >q <f >f <d >d'.split()):
    order, letter = form[:-1], form[-1]
    data = struct.pack(f'{order}{len(INTS)}{letter}', *INTS)
    signed = letter.islower()
    for code in 'bhilq' if signed and letter not in 'fd' else 'fd' if letter in 'fd' else 'BHILQ':
        a = rebuild(array.array, code, number, data)
        print(number, code, type(a).__name__, a.tolist(), a.itemsize >= struct.calcsize(form) or a.typecode)
    try:
        print(rebuild(array.array, 'B', number, data + b'x'))
    except ValueError as e:
        print(number, 'ValueError' if number < 2 or number == 0 else e)
print(rebuild(array.array, 'l', 9, struct.pack('>3i', -2**31, -1, 5)), rebuild(array.array, 'L', 7, struct.pack('>I', 2**32 - 1)))
for number, codec in enumerate(('utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be'), 18):
    print(rebuild(array.array, 'u', number, 'a\xe9bc\U00020347\U00020347'.encode(codec)).tounicode())


class Mine(array.array):
    pass


print(type(rebuild(Mine, 'h', 3, b'\0\1\0\2')), rebuild(Mine, 'i', 3, b'\0\1\0\2'))
for args in ((array.array, 'u', 18, b'\0'), (array.array, 'i', 22, b''), (array.array, 'i', -1, b''), (array.array, 'x', 2, b''), (int, 'i', 2, b''),
             (array.array, 'i', 2, 'x'), (array.array, 'f', 15, b'abc')):
    try:
        print(rebuild(*args))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for args in ((array.array, 1, 2, b''), (array.array, 'ab', 2, b''), (1, 'i', 2, b''), (array.array, 'i', 'x', b''), (array.array, 'i', 2**40, b''),
             (array.array, 'i', 8, b'abc')):
    try:
        print(rebuild(*args))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
