def work(value):
    return Exception.foo


def main():
    work(value=5)


main()
