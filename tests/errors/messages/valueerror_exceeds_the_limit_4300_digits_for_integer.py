def work(value):
    return 10 ** 5000 and str(10 ** 5000)


def main():
    work(value=5)


main()
