def work(value):
    a, *b, c = [1]


def main():
    work(value=5)


main()
