def work(value):
    raise KeyError('a', 'b')


def main():
    work(value=5)


main()
