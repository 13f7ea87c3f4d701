def work(value):
    return b'a'.join(['b'])


def main():
    work(value=5)


main()
