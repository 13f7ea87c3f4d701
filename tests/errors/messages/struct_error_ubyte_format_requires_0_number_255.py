import struct


def work(value):
    return struct.pack('B', 300)


def main():
    work(value=5)


main()
