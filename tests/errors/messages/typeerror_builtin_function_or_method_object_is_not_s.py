def work(value):
    return len[0]


def main():
    work(value=5)


main()
