def work(value):
    return 'é'.encode('ascii')


def main():
    work(value=5)


main()
