def work(value):
    return print.foo


def main():
    work(value=5)


main()
