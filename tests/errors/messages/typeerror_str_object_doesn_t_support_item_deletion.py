def work(value):
    del 'a'[0]


def main():
    work(value=5)


main()
