def work(value):
    return int('1' * 5000)


def main():
    work(value=5)


main()
