# Integers beyond a machine word: factorials, Fibonacci numbers, conversion to decimal and back.
import sys

sys.set_int_max_str_digits(0)


def factorial(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def power_mod(base, exponent, modulus):
    r = 1
    while exponent:
        if exponent & 1:
            r = r * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return r


digits = str(factorial(3000))
number = int(digits * 3)
checksum = 0
for i in range(1, 400):
    checksum ^= power_mod(i, (1 << 127) - 3, (1 << 127) - 1) & 0xFFFF
print('bigints', len(digits), number % 1000003, fibonacci(20000) % 10007, checksum)
