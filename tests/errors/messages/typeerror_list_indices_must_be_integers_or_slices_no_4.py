def work(value):
    [1]['a'] = 2


def main():
    work(value=5)


main()
