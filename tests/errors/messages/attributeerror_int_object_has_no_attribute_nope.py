def work(value):
    return getattr(5, 'nope')


def main():
    work(value=5)


main()
