import math


def work(value):
    return math.sqrt('a')


def main():
    work(value=5)


main()
