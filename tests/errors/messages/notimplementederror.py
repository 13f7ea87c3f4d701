def work(value):
    raise NotImplementedError


def main():
    work(value=5)


main()
