import operator


def work(value):
    return operator.itemgetter(1)([0])


def main():
    work(value=5)


main()
