def work(value):
    return print(sep=5)


def main():
    work(value=5)


main()
