import io


def work(value):
    return io.StringIO(5)


def main():
    work(value=5)


main()
