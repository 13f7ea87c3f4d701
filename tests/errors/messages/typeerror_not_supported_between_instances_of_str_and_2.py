def work(value):
    return min([1, 'a'])


def main():
    work(value=5)


main()
