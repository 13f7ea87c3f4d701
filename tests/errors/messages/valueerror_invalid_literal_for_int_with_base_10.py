def work(value):
    return int('')


def main():
    work(value=5)


main()
