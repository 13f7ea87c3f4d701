# Shifts whose result no memory holds, and those whose count of digits is no size.
for count in (10**13, 2**61, 2**63 - 1, 2**63, 2**65, 30 * 2**61, 10**30):
    for number in (0, 1, -1, 2**70):
        try:
            print(number << count, end=' ')
        except (MemoryError, OverflowError) as error:
            print(type(error).__name__, error, end=' ')
        print(number >> count, end=' ')
    print()
