def work(value):
    return {}['key']


def main():
    work(value=5)


main()
