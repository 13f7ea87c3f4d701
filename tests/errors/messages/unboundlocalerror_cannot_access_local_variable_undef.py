def work(value):
    del undefined


def main():
    work(value=5)


main()
