def work(value):
    return complex('abc')


def main():
    work(value=5)


main()
