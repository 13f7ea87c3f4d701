def work(value):
    return ord(5)


def main():
    work(value=5)


main()
