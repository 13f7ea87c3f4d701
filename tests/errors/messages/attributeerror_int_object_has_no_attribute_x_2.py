def work(value):
    del (5).x


def main():
    work(value=5)


main()
