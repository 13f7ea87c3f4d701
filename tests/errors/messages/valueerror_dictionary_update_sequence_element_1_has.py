def work(value):
    return dict(['ab', 'c'])


def main():
    work(value=5)


main()
