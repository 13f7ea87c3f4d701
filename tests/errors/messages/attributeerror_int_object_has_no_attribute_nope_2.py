def work(value):
    return f'{value.nope}'


def main():
    work(value=5)


main()
