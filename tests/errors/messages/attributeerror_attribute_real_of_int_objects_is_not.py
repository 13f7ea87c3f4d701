def work(value):
    return delattr(5, 'real')


def main():
    work(value=5)


main()
