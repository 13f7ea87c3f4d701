def work(value):
    a, b = 1


def main():
    work(value=5)


main()
