def work(value):
    return hash([])


def main():
    work(value=5)


main()
