def work(value):
    for i in None: pass


def main():
    work(value=5)


main()
