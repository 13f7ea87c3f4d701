def work(value):
    return len(5)


def main():
    work(value=5)


main()
