def work(value):
    return sorted([1], key=5)


def main():
    work(value=5)


main()
