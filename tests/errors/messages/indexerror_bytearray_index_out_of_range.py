def work(value):
    return bytearray()[0]


def main():
    work(value=5)


main()
