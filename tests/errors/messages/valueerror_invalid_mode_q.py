def work(value):
    return open('x', 'q')


def main():
    work(value=5)


main()
