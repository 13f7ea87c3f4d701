def work(value):
    from math import sqroot


def main():
    work(value=5)


main()
