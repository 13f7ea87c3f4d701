def work(value):
    return max(1, 'a')


def main():
    work(value=5)


main()
