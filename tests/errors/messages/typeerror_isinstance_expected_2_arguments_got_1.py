def work(value):
    return isinstance(1)


def main():
    work(value=5)


main()
