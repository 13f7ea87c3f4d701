def work(value):
    return enumerate(5)


def main():
    work(value=5)


main()
