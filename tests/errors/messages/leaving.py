import sys


def work(value):
    return sys.exit('leaving')


def main():
    work(value=5)


main()
