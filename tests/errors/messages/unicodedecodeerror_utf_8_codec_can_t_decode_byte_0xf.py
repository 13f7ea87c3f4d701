def work(value):
    return b'\xff'.decode()


def main():
    work(value=5)


main()
