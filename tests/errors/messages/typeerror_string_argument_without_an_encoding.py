def work(value):
    return bytes('a')


def main():
    work(value=5)


main()
