def work(value):
    range(3)[0] = 1


def main():
    work(value=5)


main()
