def work(value):
    return bytes.fromhex('zz')


def main():
    work(value=5)


main()
