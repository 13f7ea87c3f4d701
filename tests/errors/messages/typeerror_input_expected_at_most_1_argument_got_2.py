def work(value):
    return input(1, 2)


def main():
    work(value=5)


main()
