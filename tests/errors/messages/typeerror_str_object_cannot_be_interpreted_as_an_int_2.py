def work(value):
    return round(1.5, 'a')


def main():
    work(value=5)


main()
