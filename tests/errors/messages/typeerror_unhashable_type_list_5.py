def work(value):
    return set([[]])


def main():
    work(value=5)


main()
