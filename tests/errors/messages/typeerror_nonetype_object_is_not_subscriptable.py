def work(value):
    return None[0]


def main():
    work(value=5)


main()
