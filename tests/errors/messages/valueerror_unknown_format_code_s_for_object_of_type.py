def work(value):
    return f'{1:s}'


def main():
    work(value=5)


main()
