def work(value):
    raise Exception


def main():
    work(value=5)


main()
