def work(value):
    return 1j / 0


def main():
    work(value=5)


main()
