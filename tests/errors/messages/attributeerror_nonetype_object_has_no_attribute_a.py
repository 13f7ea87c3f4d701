def work(value):
    None.a = 1


def main():
    work(value=5)


main()
