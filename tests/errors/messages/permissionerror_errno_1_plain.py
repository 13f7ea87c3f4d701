def work(value):
    raise OSError(1, 'plain')


def main():
    work(value=5)


main()
