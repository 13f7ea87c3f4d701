def work(value):
    return list(map(5, [1]))


def main():
    work(value=5)


main()
