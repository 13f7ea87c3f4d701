def work(value):
    return dict([1])


def main():
    work(value=5)


main()
