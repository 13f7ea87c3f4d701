def work(value):
    return 'a' * 10 ** 20


def main():
    work(value=5)


main()
