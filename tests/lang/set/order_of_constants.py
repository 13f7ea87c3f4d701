"""Elements of constant sets that collide stand in the order that merging and interning constants leaves."""
words = ['spam_eggs', 'qwertz', 'zzzq1', 'x_1', 'abc', 'print', 'self', 'a b', 'a-b', 'é', '_x', '123']
for word in words:
    print(eval(f'{{{word!r}, 13, 21}}'), eval(f'{{{word!r}, 5, 13, 21}}'))
print({'never_seen_1', 13, 21}, {'never_seen_1', 5, 13, 21}, {'never_seen_2', 'never_seen_1', 5, 13, 21})
for n in range(2, 24, 3):
    for other in (1, 2), ('a',), b'abc', 1.0, None, True:
        print(eval(f'{{{other!r}, {n}, {n + 8}, {n + 16}}}'), eval(f'{{{other!r}, "abc", {n}, {n + 8}, {n + 16}}}'))
