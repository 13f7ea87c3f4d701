def work(value):
    return int('1', 'a')


def main():
    work(value=5)


main()
