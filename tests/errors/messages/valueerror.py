def work(value):
    raise ValueError


def main():
    work(value=5)


main()
