def work(value):
    return open('/')


def main():
    work(value=5)


main()
