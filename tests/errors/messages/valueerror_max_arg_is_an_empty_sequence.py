def work(value):
    return max([])


def main():
    work(value=5)


main()
