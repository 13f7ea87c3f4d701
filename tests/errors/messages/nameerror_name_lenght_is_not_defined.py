def work(value):
    return lenght([1])


def main():
    work(value=5)


main()
