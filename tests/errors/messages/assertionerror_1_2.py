def work(value):
    assert value == 6, [1, 2]


def main():
    work(value=5)


main()
