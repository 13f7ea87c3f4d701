def work(value):
    return __import__('no_such_module')


def main():
    work(value=5)


main()
