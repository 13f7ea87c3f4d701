def work(value):
    return pow(2, -1, 4)


def main():
    work(value=5)


main()
