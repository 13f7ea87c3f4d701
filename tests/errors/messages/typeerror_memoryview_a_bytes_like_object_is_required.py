def work(value):
    return memoryview('a')


def main():
    work(value=5)


main()
