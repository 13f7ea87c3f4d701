def work(value):
    return {}.popitem()


def main():
    work(value=5)


main()
