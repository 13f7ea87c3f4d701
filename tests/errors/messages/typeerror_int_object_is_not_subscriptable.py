def work(value):
    return 5[0]


def main():
    work(value=5)


main()
