def work(value):
    return 5()


def main():
    work(value=5)


main()
