def work(value):
    return '\ud800'.encode()


def main():
    work(value=5)


main()
