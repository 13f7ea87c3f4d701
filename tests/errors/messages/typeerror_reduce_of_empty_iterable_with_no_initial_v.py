import functools


def work(value):
    return functools.reduce(max, [])


def main():
    work(value=5)


main()
