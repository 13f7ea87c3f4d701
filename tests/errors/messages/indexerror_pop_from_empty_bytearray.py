def work(value):
    return bytearray().pop()


def main():
    work(value=5)


main()
