import time


def work(value):
    return time.sleep(-1)


def main():
    work(value=5)


main()
