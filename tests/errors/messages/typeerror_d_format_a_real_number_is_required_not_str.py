def work(value):
    return '%d' % 'a'


def main():
    work(value=5)


main()
