def work(value):
    return None()


def main():
    work(value=5)


main()
