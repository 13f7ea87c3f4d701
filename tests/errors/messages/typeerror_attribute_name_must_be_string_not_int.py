def work(value):
    return getattr(5, 6)


def main():
    work(value=5)


main()
