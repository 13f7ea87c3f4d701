def work(value):
    return 1 in 'a'


def main():
    work(value=5)


main()
