def work(value):
    return '%d' % None


def main():
    work(value=5)


main()
