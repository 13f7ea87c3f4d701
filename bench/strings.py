"""strings.py [KIND...]: nanoseconds of one operation on text of one width.

A row per operation and kind of text: name, number, "ns", the best of ROUNDS. Kinds: ascii, latin (code points below
256), wide (below 65536), astral (all code points). The time of an empty loop is taken off. `run.py KUKRI strings`
runs it in both interpreters and prints the table.
"""
import sys
from itertools import repeat
from time import process_time_ns

ROUNDS = 5
BUDGET = 1_500_000  # nanoseconds that one round of a row should take
WORDS = {
    'ascii': 'Where the quick brown foxes jump over lazy dogs, nobody sleeps; tomorrow they will rest'.split(),
    'latin': 'Wo die flinken Füchse über müde Hünde springen, schläft nie jemand; morgen ruhen sie wörtlich'.split(),
    'wide': 'Где быстрая Лиса прыгает через ленивую собаку, никто не спит; завтра они будут Отдыхать снова'.split(),
    'astral': 'Где быстрая 🦊 прыгает через ленивую 🐕, никто не спит; завтра они будут 😀 Отдыхать снова'.split(),
}
OPERATIONS = {
    'replace char': 'text.replace(space, dash)',
    'replace word': 'text.replace(word, other)',
    'replace, none': 'text.replace(absent, dash)',
    'replace, longer': 'text.replace(space, word)',
    'find char': 'text.find(last_char)',
    'find word': 'text.find(last_word)',
    'find, none': 'text.find(absent)',
    'rfind word': 'text.rfind(first_word)',
    'in': 'absent in text',
    'in, char': 'last_char in text',
    'count word': 'text.count(word)',
    'count char': 'text.count(space)',
    'index short': 'line.index(other)',
    'startswith': 'text.startswith(first_word)',
    'endswith': 'text.endswith(last_word)',
    'split': 'text.split()',
    'split at char': 'text.split(space)',
    'split at word': 'text.split(word)',
    'split once': 'line.split(space, 1)',
    'rsplit': 'text.rsplit()',
    'splitlines': 'lines.splitlines()',
    'partition': 'text.partition(word)',
    'rpartition': 'text.rpartition(word)',
    'join': 'dash.join(words)',
    'join chars': 'empty.join(chars)',
    'concat': 'text + line',
    'concat short': 'word + other',
    'repeat': 'line * 20',
    'repeat char': 'dash * 200',
    'encode utf-8': 'text.encode()',
    'decode utf-8': 'coded.decode()',
    'encode utf-16': 'text.encode("utf-16")',
    'decode utf-16': 'coded16.decode("utf-16")',
    'encode utf-32': 'text.encode("utf-32")',
    'decode utf-32': 'coded32.decode("utf-32")',
    'encode short': 'word.encode()',
    'decode short': 'coded_word.decode()',
    'encode ignore': 'text.encode("ascii", "ignore")',
    'encode replace': 'text.encode("latin-1", "replace")',
    'encode backslash': 'text.encode("ascii", "backslashreplace")',
    'upper': 'text.upper()',
    'lower': 'text.lower()',
    'upper word': 'word.upper()',
    'title': 'text.title()',
    'capitalize': 'text.capitalize()',
    'swapcase': 'text.swapcase()',
    'casefold': 'text.casefold()',
    'ascii()': 'ascii(text)',
    'repr()': 'repr(text)',
    'repr word': 'repr(word)',
    'format fill': 'format(word, fill_spec)',
    'format': '"{:>20}|{}".format(word, other)',
    'f-string': 'f"{word}: {other!r}, {word:<12}"',
    'percent': '"%s %r %10s" % (word, other, word)',
    'center': 'word.center(60, dash)',
    'ljust': 'word.ljust(60)',
    'zfill': 'word.zfill(40)',
    'expandtabs': 'tabs.expandtabs()',
    'strip': 'padded.strip()',
    'strip chars': 'text.strip(word)',
    'removeprefix': 'text.removeprefix(first_word)',
    'translate': 'text.translate(table)',
    'translate delete': 'text.translate(deletions)',
    'maketrans': 'str.maketrans(word, word)',
    'slice': 'text[10:-10]',
    'slice short': 'text[4:9]',
    'slice reversed': 'text[::-1]',
    'slice step': 'text[::3]',
    'getitem': 'text[77]',
    'iterate': 'for c in text: pass',
    'list()': 'list(text)',
    'set()': 'set(text)',
    'sorted': 'sorted(word)',
    'enumerate': 'for i, c in enumerate(line): pass',
    'ord of each': 'for c in word: ord(c)',
    'chr': 'chr(code)',
    '== equal': 'text == copy',
    '== words': 'word == other_copy',
    '<': 'text < copy',
    '< words': 'word < other',
    'hash': 'hash(dash.join(short))',
    'dict get': 'counts[word]',
    'isalpha': 'letters.isalpha()',
    'isalnum': 'letters.isalnum()',
    'isupper': 'letters.isupper()',
    'islower': 'letters.islower()',
    'istitle': 'letters.istitle()',
    'isspace': 'blanks.isspace()',
    'isdigit': 'letters.isdigit()',
    'isprintable': 'text.isprintable()',
    'isidentifier': 'letters.isidentifier()',
    'isascii': 'text.isascii()',
    'len': 'len(text)',
    'str()': 'str(text)',
    'max': 'max(word)',
    'int()': 'int(digits)',
    'float()': 'float(digits)',
    're.findall': 'findall(text)',
    're.sub': 'sub(dash, text)',
    're.split': 're_split(text)',
    'json.dumps': 'dumps(text)',
    'json.loads': 'loads(json_text)',
    'StringIO lines': 'for each in StringIO(lines): pass',
}
LOOP = '''
def run(times, clock, {names}):
    start = clock()
    for _ in times:
        {statement}
    return clock() - start
'''


def operands(kind):
    import io
    import json
    import re
    words = WORDS[kind]
    line = ' '.join(words)
    text = ' '.join([line] * 12 + ['Ende' if kind == 'latin' else 'end' if kind == 'ascii' else 'конец' + words[2]])
    word = words[1] if kind != 'latin' else 'Füchse'
    other = words[3]
    first = {'ascii': 'a', 'latin': 'ä', 'wide': 'б', 'astral': '🦊'}[kind]
    dash = {'ascii': '-', 'latin': '·', 'wide': '—', 'astral': '🐍'}[kind]
    digits = {'ascii': '1234567', 'latin': '1234567', 'wide': '١٢٣٤٥٦٧', 'astral': '𝟏𝟐𝟑𝟒𝟓𝟔𝟕'}[kind]
    blank = {'ascii': ' \t', 'latin': ' \xa0', 'wide': ' \u2003', 'astral': ' \u2003'}[kind]
    return {
        'text': text, 'line': line, 'word': word, 'other': other, 'words': words * 12, 'chars': list(text),
        'space': ' ', 'dash': dash, 'empty': '', 'absent': word[::-1] + word[0], 'last_char': text[-1],
        'last_word': text.split()[-1], 'first_word': words[0], 'lines': '\n'.join(words * 12),
        'coded': text.encode(), 'coded16': text.encode('utf-16'), 'coded32': text.encode('utf-32'),
        'coded_word': word.encode(), 'fill_spec': dash + '^50', 'tabs': '\t'.join(words),
        'padded': blank * 8 + line + blank * 8, 'table': {ord(first): dash, ord(' '): '_', ord('e'): None},
        'deletions': dict.fromkeys(map(ord, word)), 'code': ord(dash), 'copy': (text + 'x')[:-1],
        'other_copy': (word + 'x')[:-1], 'short': words[:3], 'counts': dict.fromkeys(words, 1),
        'letters': ''.join(c for c in text if c.isalpha()), 'blanks': blank * 100, 'digits': digits,
        'findall': re.compile(r'\w+').findall, 'sub': re.compile(r'\s+').sub, 're_split': re.compile(r'[,; ]+').split,
        'dumps': json.dumps, 'loads': json.loads, 'json_text': json.dumps([text], ensure_ascii=False),
        'StringIO': io.StringIO,
    }


def compiled(statement, names):
    scope = {}
    exec(LOOP.format(names=', '.join(names), statement=statement), scope)
    return scope['run']


def timed(function, values):
    """Nanoseconds of one execution: as many in a round as the budget allows."""
    once = max(min(function(repeat(None, 10), process_time_ns, *values) for _ in range(3)) / 10, 10)
    times = max(10, min(20000, int(BUDGET / once)))
    return min(function(repeat(None, times), process_time_ns, *values) for _ in range(ROUNDS)) / times


def main(kinds):
    for kind in kinds:
        values = operands(kind)
        empty = timed(compiled('pass', values), values.values())
        for name, statement in OPERATIONS.items():
            each = max(timed(compiled(statement, values), values.values()) - empty, 0.1)
            print(f'{name}, {kind}\t{each:.1f}\tns')


main(sys.argv[1:] or list(WORDS))
