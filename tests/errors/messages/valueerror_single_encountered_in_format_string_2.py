def work(value):
    return '}'.format()


def main():
    work(value=5)


main()
