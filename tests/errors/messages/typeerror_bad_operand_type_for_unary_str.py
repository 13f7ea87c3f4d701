def work(value):
    return -'a'


def main():
    work(value=5)


main()
