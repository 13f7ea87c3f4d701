def work(value):
    return 'a'.encode('nope')


def main():
    work(value=5)


main()
