def work(value):
    [1][5] = 2


def main():
    work(value=5)


main()
