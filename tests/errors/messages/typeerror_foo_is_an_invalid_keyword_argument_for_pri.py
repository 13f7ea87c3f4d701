def work(value):
    return print(1, foo=2)


def main():
    work(value=5)


main()
