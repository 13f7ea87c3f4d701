def work(value):
    return int('abc')


def main():
    work(value=5)


main()
