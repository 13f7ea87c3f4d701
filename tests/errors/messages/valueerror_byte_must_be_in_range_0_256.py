def work(value):
    return bytearray([-1])


def main():
    work(value=5)


main()
