def work(value):
    return range(1.5)


def main():
    work(value=5)


main()
