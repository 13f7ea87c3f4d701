def work(value):
    return format('a', 'd')


def main():
    work(value=5)


main()
