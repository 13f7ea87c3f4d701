import math


def work(value):
    return math.exp(1000)


def main():
    work(value=5)


main()
