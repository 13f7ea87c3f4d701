def work(value):
    return b'a'.decode('nope')


def main():
    work(value=5)


main()
