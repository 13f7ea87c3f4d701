def work(value):
    return '%(a)s' % 1


def main():
    work(value=5)


main()
