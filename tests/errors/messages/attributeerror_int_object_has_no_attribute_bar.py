def work(value):
    return (5).bar


def main():
    work(value=5)


main()
