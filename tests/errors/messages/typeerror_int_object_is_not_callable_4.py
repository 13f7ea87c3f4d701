def work(value):
    return value()


def main():
    work(value=5)


main()
