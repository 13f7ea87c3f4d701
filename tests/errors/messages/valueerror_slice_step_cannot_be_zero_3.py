def work(value):
    return 'abc'[::0]


def main():
    work(value=5)


main()
