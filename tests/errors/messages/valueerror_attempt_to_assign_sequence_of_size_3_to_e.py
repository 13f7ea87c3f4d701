def work(value):
    [1, 2][::2] = [1, 2, 3]


def main():
    work(value=5)


main()
