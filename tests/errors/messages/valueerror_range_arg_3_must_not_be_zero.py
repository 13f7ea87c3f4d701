def work(value):
    return range(1, 2, 0)


def main():
    work(value=5)


main()
