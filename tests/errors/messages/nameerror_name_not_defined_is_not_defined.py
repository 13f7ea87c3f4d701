def work(value):
    return not_defined


def main():
    work(value=5)


main()
