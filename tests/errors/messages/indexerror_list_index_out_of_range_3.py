def work(value):
    return [][0]


def main():
    work(value=5)


main()
