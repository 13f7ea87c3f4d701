def work(value):
    return '{!z}'.format(1)


def main():
    work(value=5)


main()
