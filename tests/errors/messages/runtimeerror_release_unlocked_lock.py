import threading


def work(value):
    return threading.Lock().release()


def main():
    work(value=5)


main()
