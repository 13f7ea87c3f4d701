def work(value):
    return (1,).index(2)


def main():
    work(value=5)


main()
