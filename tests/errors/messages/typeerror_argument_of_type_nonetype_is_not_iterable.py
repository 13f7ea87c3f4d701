def work(value):
    return 1 in None


def main():
    work(value=5)


main()
