def work(value):
    return zip(1)


def main():
    work(value=5)


main()
