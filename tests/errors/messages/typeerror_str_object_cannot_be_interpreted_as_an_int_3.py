import array


def work(value):
    return array.array('i', ['a'])


def main():
    work(value=5)


main()
