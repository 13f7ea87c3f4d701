def work(value):
    return 2.0 ** 10000


def main():
    work(value=5)


main()
