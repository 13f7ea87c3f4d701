def work(value):
    return ord('ab')


def main():
    work(value=5)


main()
