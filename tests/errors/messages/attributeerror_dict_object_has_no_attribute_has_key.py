def work(value):
    return {}.has_key(1)


def main():
    work(value=5)


main()
