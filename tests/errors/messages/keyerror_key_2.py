def work(value):
    raise KeyError('key')


def main():
    work(value=5)


main()
