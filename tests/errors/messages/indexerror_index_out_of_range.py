def work(value):
    return b'abc'[9]


def main():
    work(value=5)


main()
