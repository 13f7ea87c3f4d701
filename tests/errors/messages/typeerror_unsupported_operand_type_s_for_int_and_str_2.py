def work(value):
    return 1 - 'a'


def main():
    work(value=5)


main()
