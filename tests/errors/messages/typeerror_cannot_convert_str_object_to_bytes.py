def work(value):
    return int.from_bytes('a', 'big')


def main():
    work(value=5)


main()
