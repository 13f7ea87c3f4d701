def work(value):
    return set(1)


def main():
    work(value=5)


main()
