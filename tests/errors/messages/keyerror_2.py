def work(value):
    return {1}.remove(2)


def main():
    work(value=5)


main()
