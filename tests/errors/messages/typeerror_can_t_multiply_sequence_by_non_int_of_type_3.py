def work(value):
    return 'a' * None


def main():
    work(value=5)


main()
