def work(value):
    return issubclass(1, int)


def main():
    work(value=5)


main()
