import types


def work(value):
    return types.SimpleNamespace(1)


def main():
    work(value=5)


main()
