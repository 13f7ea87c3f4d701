def work(value):
    return float(None)


def main():
    work(value=5)


main()
