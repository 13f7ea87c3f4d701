def work(value):
    return int(x='5')


def main():
    work(value=5)


main()
