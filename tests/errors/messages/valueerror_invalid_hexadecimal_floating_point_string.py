def work(value):
    return float.fromhex('zz')


def main():
    work(value=5)


main()
