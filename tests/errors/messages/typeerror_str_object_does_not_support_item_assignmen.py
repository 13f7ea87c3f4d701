def work(value):
    'abc'[0] = 'x'


def main():
    work(value=5)


main()
