def work(value):
    return 1 % 0


def main():
    work(value=5)


main()
