def work(value):
    raise 'text'


def main():
    work(value=5)


main()
