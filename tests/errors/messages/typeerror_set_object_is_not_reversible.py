def work(value):
    return reversed({1})


def main():
    work(value=5)


main()
