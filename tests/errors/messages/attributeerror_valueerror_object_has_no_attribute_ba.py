def work(value):
    return ValueError().bar


def main():
    work(value=5)


main()
