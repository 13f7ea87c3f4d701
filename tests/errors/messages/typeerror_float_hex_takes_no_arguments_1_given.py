def work(value):
    return (2.0).hex(1)


def main():
    work(value=5)


main()
