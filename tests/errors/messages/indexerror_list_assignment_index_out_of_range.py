def work(value):
    del [][0]


def main():
    work(value=5)


main()
