import math


def work(value):
    return math.log(0)


def main():
    work(value=5)


main()
