def work(value):
    return print(undefined_name + 1)


def main():
    work(value=5)


main()
