def work(value):
    return bytes([1.5])


def main():
    work(value=5)


main()
