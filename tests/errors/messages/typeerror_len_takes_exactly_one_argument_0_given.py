def work(value):
    return len()


def main():
    work(value=5)


main()
