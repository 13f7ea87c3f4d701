def work(value):
    return 'a'.join(['b', 2])


def main():
    work(value=5)


main()
