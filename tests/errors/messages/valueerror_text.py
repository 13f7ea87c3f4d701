def work(value):
    raise ValueError('text')


def main():
    work(value=5)


main()
