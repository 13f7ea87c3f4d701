def work(value):
    raise ExceptionGroup('group', [ValueError(1), KeyError('k')])


def main():
    work(value=5)


main()
