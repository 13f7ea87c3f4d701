import itertools


def work(value):
    return list(itertools.islice([1], -1))


def main():
    work(value=5)


main()
