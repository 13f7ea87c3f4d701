def work(value):
    raise OSError(2, 'No such file', 'name.txt')


def main():
    work(value=5)


main()
