def work(value):
    return 'a'.uper()


def main():
    work(value=5)


main()
