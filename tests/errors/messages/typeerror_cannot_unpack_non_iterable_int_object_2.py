def work(value):
    (a, b), c = 1, 2


def main():
    work(value=5)


main()
