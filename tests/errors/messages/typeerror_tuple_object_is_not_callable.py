def work(value):
    return (1, 2)(3)


def main():
    work(value=5)


main()
