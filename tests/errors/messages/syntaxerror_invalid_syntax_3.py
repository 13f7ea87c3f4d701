def work(value):
    return compile('a b', 'name', 'exec')


def main():
    work(value=5)


main()
