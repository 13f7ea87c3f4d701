def work(value):
    raise RuntimeError('multi\nline')


def main():
    work(value=5)


main()
