def work(value):
    return [3, 'a'].sort()


def main():
    work(value=5)


main()
