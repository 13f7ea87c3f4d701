def work(value):
    return chr(0x110000)


def main():
    work(value=5)


main()
