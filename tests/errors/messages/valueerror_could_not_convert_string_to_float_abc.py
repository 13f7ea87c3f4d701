def work(value):
    return float('abc')


def main():
    work(value=5)


main()
