def work(value):
    return {}.pop('a')


def main():
    work(value=5)


main()
