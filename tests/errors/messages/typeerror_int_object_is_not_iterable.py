def work(value):
    return max(1)


def main():
    work(value=5)


main()
