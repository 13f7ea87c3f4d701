def work(value):
    return float(10 ** 400)


def main():
    work(value=5)


main()
