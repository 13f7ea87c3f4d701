def work(value):
    return f'{[]:d}'


def main():
    work(value=5)


main()
