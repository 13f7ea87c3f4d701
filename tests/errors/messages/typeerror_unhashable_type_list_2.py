def work(value):
    return {[]: 1}


def main():
    work(value=5)


main()
