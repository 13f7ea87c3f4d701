def work(value):
    return KeyError('k').args.x


def main():
    work(value=5)


main()
