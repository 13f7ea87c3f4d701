def work(value):
    return min(())


def main():
    work(value=5)


main()
