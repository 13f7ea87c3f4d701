def work(value):
    return type(1, 2)


def main():
    work(value=5)


main()
