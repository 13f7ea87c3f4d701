def work(value):
    return abs('a')


def main():
    work(value=5)


main()
