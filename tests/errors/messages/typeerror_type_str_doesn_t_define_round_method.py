def work(value):
    return round('a')


def main():
    work(value=5)


main()
