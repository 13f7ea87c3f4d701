def work(value):
    return str(1, 2, 3)


def main():
    work(value=5)


main()
