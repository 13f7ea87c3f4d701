def work(value):
    del {}['a']


def main():
    work(value=5)


main()
