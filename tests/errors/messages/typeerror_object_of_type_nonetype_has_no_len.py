def work(value):
    return len(None)


def main():
    work(value=5)


main()
