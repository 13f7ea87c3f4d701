def work(value):
    with open('/nonexistent'): pass


def main():
    work(value=5)


main()
