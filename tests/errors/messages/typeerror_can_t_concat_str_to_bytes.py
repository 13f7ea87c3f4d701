def work(value):
    return b'a' + 'b'


def main():
    work(value=5)


main()
