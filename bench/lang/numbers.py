# Integer and float loops: digit sums, a logistic map, numerical integration.
def digit_sums(n):
    total = 0
    for i in range(n):
        while i:
            total += i % 10
            i //= 10
    return total


def logistic(r, steps):
    x, seen = 0.3, 0
    for _ in range(steps):
        x = r * x * (1.0 - x)
        if x > 0.5:
            seen += 1
    return seen, x


def simpson(f, a, b, n):
    h = (b - a) / n
    s = f(a) + f(b)
    for i in range(1, n):
        s += f(a + i * h) * (4 if i & 1 else 2)
    return s * h / 3


print('numbers', digit_sums(300000), logistic(3.9, 1500000)[0],
      round(simpson(lambda x: x * x * x - 2 * x, 0.0, 3.0, 400000), 9))
