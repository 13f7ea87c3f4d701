import pickle


def work(value):
    return pickle.loads(b'abc')


def main():
    work(value=5)


main()
