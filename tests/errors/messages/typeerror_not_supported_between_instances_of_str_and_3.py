def work(value):
    return sorted([1, 'a'])


def main():
    work(value=5)


main()
