import os


def work(value):
    return os.listdir('/nonexistent')


def main():
    work(value=5)


main()
