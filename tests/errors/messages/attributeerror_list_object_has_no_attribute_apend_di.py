def work(value):
    return [].apend(1)


def main():
    work(value=5)


main()
