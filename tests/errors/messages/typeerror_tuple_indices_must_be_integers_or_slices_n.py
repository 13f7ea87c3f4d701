def work(value):
    return (1,)['x']


def main():
    work(value=5)


main()
