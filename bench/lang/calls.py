# Function calls: mutual recursion, defaults, keywords, closures.
def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def scaled(x, factor=3, *, offset=0):
    return x * factor + offset


def adders(n):
    return [lambda x, k=k: x + k for k in range(n)]


total = 0
for round_ in range(400):
    total += even(400) + ackermann(2, 40)
for i in range(300000):
    total += scaled(i & 7) + scaled(i & 3, offset=1)
for f in adders(50):
    for i in range(4000):
        total += f(i) & 1
print('calls', total)
