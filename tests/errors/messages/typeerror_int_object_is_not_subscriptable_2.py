def work(value):
    return value[0]


def main():
    work(value=5)


main()
