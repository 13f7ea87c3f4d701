def work(value):
    return setattr(5, 'a', 1)


def main():
    work(value=5)


main()
