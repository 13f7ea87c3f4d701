def work(value):
    return format(1.5, 'x')


def main():
    work(value=5)


main()
