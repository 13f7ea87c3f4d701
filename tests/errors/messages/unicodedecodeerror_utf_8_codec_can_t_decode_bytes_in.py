def work(value):
    return b'\xe6\x97'.decode('utf-8')


def main():
    work(value=5)


main()
