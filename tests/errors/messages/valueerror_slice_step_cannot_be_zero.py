def work(value):
    return slice(1, 2, 0).indices(5)


def main():
    work(value=5)


main()
