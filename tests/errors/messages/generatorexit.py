def work(value):
    raise GeneratorExit


def main():
    work(value=5)


main()
