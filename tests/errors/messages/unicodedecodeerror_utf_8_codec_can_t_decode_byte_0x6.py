def work(value):
    raise UnicodeDecodeError('utf-8', b'ab', 0, 1, 'why')


def main():
    work(value=5)


main()
