def work(value):
    raise int


def main():
    work(value=5)


main()
