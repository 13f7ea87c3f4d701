def work(value):
    import nope_module


def main():
    work(value=5)


main()
