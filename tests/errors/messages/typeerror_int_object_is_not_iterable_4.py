def work(value):
    return list(5)


def main():
    work(value=5)


main()
