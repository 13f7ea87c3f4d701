def work(value):
    for a, b in [1]: pass


def main():
    work(value=5)


main()
