def work(value):
    value[0] = 1


def main():
    work(value=5)


main()
