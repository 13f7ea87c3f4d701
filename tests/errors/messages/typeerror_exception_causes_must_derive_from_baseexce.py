def work(value):
    raise ValueError from 5


def main():
    work(value=5)


main()
