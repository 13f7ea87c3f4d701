def work(value):
    return open('/nonexistent/file.txt')


def main():
    work(value=5)


main()
