def work(value):
    raise SyntaxError('by hand')


def main():
    work(value=5)


main()
