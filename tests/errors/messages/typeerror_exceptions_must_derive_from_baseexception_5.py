def work(value):
    raise NotImplemented


def main():
    work(value=5)


main()
