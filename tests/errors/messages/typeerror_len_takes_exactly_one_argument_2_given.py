def work(value):
    return len(1, 2)


def main():
    work(value=5)


main()
