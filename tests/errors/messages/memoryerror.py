def work(value):
    raise MemoryError


def main():
    work(value=5)


main()
