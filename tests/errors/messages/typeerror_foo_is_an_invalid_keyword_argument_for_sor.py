def work(value):
    return sorted([1], foo=1)


def main():
    work(value=5)


main()
