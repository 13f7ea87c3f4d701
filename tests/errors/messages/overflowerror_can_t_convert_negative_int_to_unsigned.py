def work(value):
    return (-1).to_bytes(1, 'big')


def main():
    work(value=5)


main()
