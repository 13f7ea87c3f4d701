def work(value):
    return int(float('nan'))


def main():
    work(value=5)


main()
