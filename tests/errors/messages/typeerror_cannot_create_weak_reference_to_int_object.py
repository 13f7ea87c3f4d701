import weakref


def work(value):
    return weakref.ref(5)


def main():
    work(value=5)


main()
