def work(value):
    return eval('x = 1')


def main():
    work(value=5)


main()
