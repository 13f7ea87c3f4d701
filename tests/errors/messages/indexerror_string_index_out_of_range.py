def work(value):
    return 'abc'[3]


def main():
    work(value=5)


main()
