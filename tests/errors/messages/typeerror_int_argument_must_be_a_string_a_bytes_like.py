def work(value):
    return int(None)


def main():
    work(value=5)


main()
