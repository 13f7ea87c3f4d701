def work(value):
    return 'a'.join(1)


def main():
    work(value=5)


main()
