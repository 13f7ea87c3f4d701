def work(value):
    raise StopIteration(3)


def main():
    work(value=5)


main()
