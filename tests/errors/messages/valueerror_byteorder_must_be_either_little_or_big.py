def work(value):
    return (5).to_bytes(1, 'middle')


def main():
    work(value=5)


main()
