import struct


def work(value):
    return struct.unpack('I', b'a')


def main():
    work(value=5)


main()
