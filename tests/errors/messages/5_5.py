import sys


def work(value):
    return sys.exit(5.5)


def main():
    work(value=5)


main()
