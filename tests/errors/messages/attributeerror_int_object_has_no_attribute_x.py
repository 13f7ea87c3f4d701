def work(value):
    return '{0.x}'.format(1)


def main():
    work(value=5)


main()
