def work(value):
    return None + 1


def main():
    work(value=5)


main()
