import zlib


def work(value):
    return zlib.decompress(b'abc')


def main():
    work(value=5)


main()
