def work(value):
    return None.x


def main():
    work(value=5)


main()
