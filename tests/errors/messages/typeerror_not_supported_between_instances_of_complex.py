def work(value):
    return 1j < 2j


def main():
    work(value=5)


main()
