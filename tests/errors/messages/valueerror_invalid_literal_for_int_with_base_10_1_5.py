def work(value):
    return int('1.5')


def main():
    work(value=5)


main()
