import array


def work(value):
    return array.array('z')


def main():
    work(value=5)


main()
