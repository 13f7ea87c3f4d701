def work(value):
    return None < None


def main():
    work(value=5)


main()
