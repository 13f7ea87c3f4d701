def work(value):
    raise SystemError('sys')


def main():
    work(value=5)


main()
