def work(value):
    return super()


def main():
    work(value=5)


main()
