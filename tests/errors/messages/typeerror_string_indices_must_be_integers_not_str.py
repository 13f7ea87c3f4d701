def work(value):
    return 'a'['b']


def main():
    work(value=5)


main()
