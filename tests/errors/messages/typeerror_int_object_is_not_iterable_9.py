def work(value):
    for x in 5: pass


def main():
    work(value=5)


main()
