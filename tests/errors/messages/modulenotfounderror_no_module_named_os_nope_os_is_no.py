def work(value):
    import os.nope


def main():
    work(value=5)


main()
