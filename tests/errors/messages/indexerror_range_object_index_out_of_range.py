def work(value):
    return range(3)[3]


def main():
    work(value=5)


main()
