def work(value):
    return '{a}'.format()


def main():
    work(value=5)


main()
