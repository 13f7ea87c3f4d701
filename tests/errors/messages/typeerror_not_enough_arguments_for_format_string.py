def work(value):
    return '%s %s' % 1


def main():
    work(value=5)


main()
