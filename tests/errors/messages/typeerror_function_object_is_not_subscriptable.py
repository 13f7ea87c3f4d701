def work(value):
    return (lambda: 0)[1]


def main():
    work(value=5)


main()
