import abc


def work(value):
    return abc.foo


def main():
    work(value=5)


main()
