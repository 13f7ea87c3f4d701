def work(value):
    return sum(['a'])


def main():
    work(value=5)


main()
