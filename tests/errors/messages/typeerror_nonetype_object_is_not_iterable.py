def work(value):
    return tuple(None)


def main():
    work(value=5)


main()
