def work(value):
    return [1] * 10 ** 20


def main():
    work(value=5)


main()
