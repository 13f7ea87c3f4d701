import collections


def work(value):
    return collections.deque().pop()


def main():
    work(value=5)


main()
