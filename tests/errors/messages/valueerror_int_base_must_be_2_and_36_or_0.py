def work(value):
    return int('z', 37)


def main():
    work(value=5)


main()
