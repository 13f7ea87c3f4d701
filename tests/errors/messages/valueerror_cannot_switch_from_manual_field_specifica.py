def work(value):
    return '{0} {}'.format(1, 2)


def main():
    work(value=5)


main()
