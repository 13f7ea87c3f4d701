def work(value):
    return 'a' + b'b'


def main():
    work(value=5)


main()
