def work(value):
    return object(1)


def main():
    work(value=5)


main()
