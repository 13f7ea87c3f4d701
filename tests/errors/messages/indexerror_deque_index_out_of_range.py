import collections


def work(value):
    return collections.deque()[0]


def main():
    work(value=5)


main()
