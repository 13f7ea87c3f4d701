def work(value):
    return iter(5)


def main():
    work(value=5)


main()
