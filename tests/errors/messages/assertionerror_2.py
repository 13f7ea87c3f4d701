def work(value):
    assert value == 6


def main():
    work(value=5)


main()
