def work(value):
    assert not value, f'got {value}'


def main():
    work(value=5)


main()
