import os


def work(value):
    return os.remove('/nonexistent/x')


def main():
    work(value=5)


main()
