import math


def work(value):
    return math.gcd(1.5, 2)


def main():
    work(value=5)


main()
