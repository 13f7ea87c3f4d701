import itertools


def work(value):
    return next(itertools.count('a'))


def main():
    work(value=5)


main()
