def work(value):
    return (1, 2)[2]


def main():
    work(value=5)


main()
