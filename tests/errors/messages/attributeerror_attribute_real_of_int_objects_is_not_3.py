def work(value):
    del value.real


def main():
    work(value=5)


main()
