def work(value):
    return float('')


def main():
    work(value=5)


main()
