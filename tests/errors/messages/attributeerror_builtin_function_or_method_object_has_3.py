import copy


def work(value):
    return copy.copy(len).x


def main():
    work(value=5)


main()
