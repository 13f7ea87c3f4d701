def work(value):
    return '{:d}'.format('a')


def main():
    work(value=5)


main()
