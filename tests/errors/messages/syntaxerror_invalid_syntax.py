def work(value):
    return exec('1 +')


def main():
    work(value=5)


main()
