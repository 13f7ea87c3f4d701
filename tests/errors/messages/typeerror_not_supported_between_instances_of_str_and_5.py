def work(value):
    return 'a' >= 1


def main():
    work(value=5)


main()
