def work(value):
    raise 5


def main():
    work(value=5)


main()
