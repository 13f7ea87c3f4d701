def work(value):
    return sum([1], 'a')


def main():
    work(value=5)


main()
