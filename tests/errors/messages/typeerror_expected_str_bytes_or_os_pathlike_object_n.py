def work(value):
    return open(5.5)


def main():
    work(value=5)


main()
