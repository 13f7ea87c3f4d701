def work(value):
    raise AssertionError


def main():
    work(value=5)


main()
