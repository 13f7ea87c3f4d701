def work(value):
    return 'a,b'.split('')


def main():
    work(value=5)


main()
