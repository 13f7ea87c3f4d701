import math


def work(value):
    return math.sqrt(-1)


def main():
    work(value=5)


main()
