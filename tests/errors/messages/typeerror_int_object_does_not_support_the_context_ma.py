def work(value):
    with 5: pass


def main():
    work(value=5)


main()
