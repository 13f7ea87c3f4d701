import datetime


def work(value):
    return datetime.date.today() + 1


def main():
    work(value=5)


main()
