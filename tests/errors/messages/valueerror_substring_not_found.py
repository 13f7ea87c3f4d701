def work(value):
    return 'abc'.index('z')


def main():
    work(value=5)


main()
