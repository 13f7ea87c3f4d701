import operator


def work(value):
    return operator.attrgetter('x')(5)


def main():
    work(value=5)


main()
