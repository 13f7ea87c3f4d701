def work(value):
    return complex('1', 2)


def main():
    work(value=5)


main()
