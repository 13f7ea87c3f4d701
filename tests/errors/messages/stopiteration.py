def work(value):
    return next(iter([]))


def main():
    work(value=5)


main()
