def work(value):
    return open('/tmp', 'w')


def main():
    work(value=5)


main()
