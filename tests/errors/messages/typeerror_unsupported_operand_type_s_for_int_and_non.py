def work(value):
    return value + None


def main():
    work(value=5)


main()
