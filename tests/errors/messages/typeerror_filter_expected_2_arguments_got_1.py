def work(value):
    return filter(None)


def main():
    work(value=5)


main()
