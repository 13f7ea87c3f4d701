def work(value):
    (1, 2)[0] = 3


def main():
    work(value=5)


main()
