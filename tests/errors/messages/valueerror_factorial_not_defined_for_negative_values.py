import math


def work(value):
    return math.factorial(-1)


def main():
    work(value=5)


main()
