def work(value):
    return map(5)


def main():
    work(value=5)


main()
