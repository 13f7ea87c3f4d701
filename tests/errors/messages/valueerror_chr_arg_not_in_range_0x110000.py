def work(value):
    return chr(-1)


def main():
    work(value=5)


main()
