import sys


def work(value):
    return sys.setrecursionlimit(-1)


def main():
    work(value=5)


main()
