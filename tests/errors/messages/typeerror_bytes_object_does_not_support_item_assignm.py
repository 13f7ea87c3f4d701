def work(value):
    b'a'[0] = 1


def main():
    work(value=5)


main()
