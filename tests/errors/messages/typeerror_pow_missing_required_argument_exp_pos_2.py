def work(value):
    return pow(1)


def main():
    work(value=5)


main()
