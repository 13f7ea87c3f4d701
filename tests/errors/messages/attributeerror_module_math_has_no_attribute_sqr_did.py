import math


def work(value):
    return math.sqr(4)


def main():
    work(value=5)


main()
