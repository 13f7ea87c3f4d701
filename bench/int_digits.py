"""int_digits.py [DIGITS...]: nanoseconds of one operation on ints of so many decimal digits.

A row per operation and size: name, number, "ns", the best of ROUNDS. The time of an empty loop, the
first row, is taken off, so what counts is the operation and the giving back of its result. `run.py
KUKRI ints` runs it in both interpreters and prints the table.
"""
import sys
from itertools import repeat
from time import process_time_ns

ROUNDS = 9
TIMES = 20000
OPERATIONS = {
    'add': 'a + b',
    'sub': 'a - b',
    'mul': 'a * b',
    'divmod': 'divmod(product, b)',
    '<< 7': 'a << 7',
    '>> 7': 'a >> 7',
    '<': 'a < b',
    '== (equal)': 'a == copy',
    'str': 'str(a)',
    'int': 'int(text)',
}
LOOP = '''
def run(a, b, copy, product, text, times, clock):
    start = clock()
    for _ in times:
        {}
    return clock() - start
'''


def compiled(statement):
    names = {}
    exec(LOOP.format(statement), names)
    return names['run']


def operands(digits):
    """Two numbers of so many digits, the first a little larger, and what is made of them."""
    text = ('9271828459045235360287471352662497757247093699959574966967627724076630353' * 2)[:digits]
    a = int(text)
    b = int('8' + text[:0:-1])
    return a, b, int(text), a * b, text


def best(function, values):
    return min(function(*values, repeat(None, TIMES), process_time_ns) for _ in range(ROUNDS))


def main(sizes):
    empty = compiled('pass')
    loop = best(empty, operands(10))
    print(f'empty loop\t{loop / TIMES:.1f}\tns')
    for digits in sizes:
        values = operands(digits)
        for name, expression in OPERATIONS.items():
            nanoseconds = (best(compiled(expression), values) - loop) / TIMES
            print(f'{name}, {digits} digits\t{nanoseconds:.1f}\tns')


main([int(n) for n in sys.argv[1:]] or [10, 20, 50, 100])
