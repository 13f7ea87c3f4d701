def work(value):
    return range()


def main():
    work(value=5)


main()
