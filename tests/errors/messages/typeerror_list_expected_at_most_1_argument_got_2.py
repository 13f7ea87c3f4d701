def work(value):
    return list(1, 2)


def main():
    work(value=5)


main()
