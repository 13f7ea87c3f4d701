def work(value):
    return hasattr(1)


def main():
    work(value=5)


main()
