def work(value):
    return '%(a)s' % {}


def main():
    work(value=5)


main()
