def work(value):
    {1: 2}[[]] = 1


def main():
    work(value=5)


main()
