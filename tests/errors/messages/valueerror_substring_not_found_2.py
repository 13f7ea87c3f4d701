def work(value):
    return 'abc'.rindex('z')


def main():
    work(value=5)


main()
