def work(value):
    return (500).to_bytes(1, 'big')


def main():
    work(value=5)


main()
