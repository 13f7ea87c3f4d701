def work(value):
    return divmod(1, 0)


def main():
    work(value=5)


main()
