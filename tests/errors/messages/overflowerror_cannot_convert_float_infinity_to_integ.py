def work(value):
    return int(float('inf'))


def main():
    work(value=5)


main()
