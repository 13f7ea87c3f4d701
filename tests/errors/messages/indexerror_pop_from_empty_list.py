def work(value):
    return [].pop()


def main():
    work(value=5)


main()
