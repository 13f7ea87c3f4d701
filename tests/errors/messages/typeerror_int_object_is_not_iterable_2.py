def work(value):
    return sorted(5)


def main():
    work(value=5)


main()
