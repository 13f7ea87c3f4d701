def work(value):
    return ord('')


def main():
    work(value=5)


main()
