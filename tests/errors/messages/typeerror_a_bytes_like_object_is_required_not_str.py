import io


def work(value):
    return io.BytesIO('a')


def main():
    work(value=5)


main()
