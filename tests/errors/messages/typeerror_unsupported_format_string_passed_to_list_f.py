def work(value):
    return format([], '5')


def main():
    work(value=5)


main()
