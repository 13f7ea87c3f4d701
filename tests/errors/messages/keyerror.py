def work(value):
    raise KeyError


def main():
    work(value=5)


main()
