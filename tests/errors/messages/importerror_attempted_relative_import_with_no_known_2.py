def work(value):
    from .. import above


def main():
    work(value=5)


main()
