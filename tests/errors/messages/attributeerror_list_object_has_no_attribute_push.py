def work(value):
    return [].push(1)


def main():
    work(value=5)


main()
