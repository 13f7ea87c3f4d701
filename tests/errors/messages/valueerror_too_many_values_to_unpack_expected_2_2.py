def work(value):
    a, b = 'xyz'


def main():
    work(value=5)


main()
