def work(value):
    return {} + {}


def main():
    work(value=5)


main()
