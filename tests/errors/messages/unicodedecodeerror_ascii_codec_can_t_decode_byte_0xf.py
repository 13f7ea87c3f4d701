def work(value):
    return str(b'\xff', 'ascii')


def main():
    work(value=5)


main()
