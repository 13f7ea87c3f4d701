def work(value):
    a, b = {}


def main():
    work(value=5)


main()
