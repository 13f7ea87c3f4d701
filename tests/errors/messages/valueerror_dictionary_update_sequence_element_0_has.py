def work(value):
    return dict([(1, 2, 3)])


def main():
    work(value=5)


main()
