def work(value):
    return '%c' % 'ab'


def main():
    work(value=5)


main()
