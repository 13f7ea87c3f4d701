def work(value):
    value.real = 2


def main():
    work(value=5)


main()
