def work(value):
    return eval('undefined')


def main():
    work(value=5)


main()
