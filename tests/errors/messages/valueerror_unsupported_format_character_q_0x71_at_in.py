def work(value):
    return '%q' % 1


def main():
    work(value=5)


main()
