def work(value):
    raise None


def main():
    work(value=5)


main()
