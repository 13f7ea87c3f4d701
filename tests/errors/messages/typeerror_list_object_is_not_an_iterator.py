def work(value):
    return next([1])


def main():
    work(value=5)


main()
