def work(value):
    return bytes([256])


def main():
    work(value=5)


main()
