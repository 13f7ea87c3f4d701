def work(value):
    return pow(2, 3, 0)


def main():
    work(value=5)


main()
