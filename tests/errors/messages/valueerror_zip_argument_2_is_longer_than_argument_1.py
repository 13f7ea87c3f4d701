def work(value):
    return list(zip([1], [1, 2], strict=True))


def main():
    work(value=5)


main()
