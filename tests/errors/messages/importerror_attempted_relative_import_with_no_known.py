def work(value):
    from . import relative


def main():
    work(value=5)


main()
