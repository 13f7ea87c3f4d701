def work(value):
    len.bar = 1


def main():
    work(value=5)


main()
