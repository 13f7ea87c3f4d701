def work(value):
    assert value == 6, 'wrong value'


def main():
    work(value=5)


main()
