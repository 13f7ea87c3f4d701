import math


def work(value):
    return math.floor('a')


def main():
    work(value=5)


main()
