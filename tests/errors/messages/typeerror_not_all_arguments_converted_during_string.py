def work(value):
    return '%s' % (1, 2)


def main():
    work(value=5)


main()
