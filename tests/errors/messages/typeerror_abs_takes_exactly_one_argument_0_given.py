def work(value):
    return abs()


def main():
    work(value=5)


main()
