def work(value):
    return dict(5)


def main():
    work(value=5)


main()
