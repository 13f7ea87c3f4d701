def work(value):
    return isinstance(1, 2)


def main():
    work(value=5)


main()
