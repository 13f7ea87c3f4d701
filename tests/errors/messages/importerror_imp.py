def work(value):
    raise ImportError('imp', name='n', path='p')


def main():
    work(value=5)


main()
