def work(value):
    return 'a' in 5


def main():
    work(value=5)


main()
