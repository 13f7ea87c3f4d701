def work(value):
    return format(1, 'z')


def main():
    work(value=5)


main()
