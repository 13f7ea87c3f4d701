def work(value):
    return int('9', 8)


def main():
    work(value=5)


main()
