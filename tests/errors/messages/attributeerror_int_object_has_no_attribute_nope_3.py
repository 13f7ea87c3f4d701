def work(value):
    value.nope = 1


def main():
    work(value=5)


main()
