"""How often translate() asks its table, and what an ASCII text becomes by tables of each kind."""


class Table:
    def __init__(self, answers):
        self.answers = answers
        self.asked = []

    def __getitem__(self, key):
        self.asked.append(chr(key))
        return self.answers[chr(key)]


for answers in ({'a': 'x', 'b': None, 'c': 'é'}, {'a': 'xy', 'b': '', 'c': 0x1f40d}, {'a': 120, 'b': 'Ж', 'd': '—'}):
    for text in ('abcabcd', 'abab' * 40, 'ddd', '', 'aéb'):
        table = Table(answers)
        print(ascii(text.translate(table)), table.asked[:12], len(table.asked))
for wrong in (-1, 0x110000, 1.5, b'x'):
    try:
        print('abc'.translate({98: wrong}))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print('x' * 300 == ('a' * 300).translate({97: 'x'}), len(('ab' * 200).translate({97: 'wide—' * 3})))

# Characters of a text as a list and as a set.
for text in ('hello', 'héllo', 'привет', 'a🐍b🐍', ''):
    print(list(text), sorted(set(text)), len({*text, 'h'}), sorted(frozenset(text) - {'h'}))
    items = ['start']
    items += text
    items.extend(text)
    print(len(items), items[-1:])


class Shy(str):
    def __iter__(self):
        return iter('shy')


print(list(Shy('hello')), sorted(set(Shy('hello'))))
