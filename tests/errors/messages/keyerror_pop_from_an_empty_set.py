def work(value):
    return set().pop()


def main():
    work(value=5)


main()
