def work(value):
    return len(x for x in [])


def main():
    work(value=5)


main()
