#!/usr/bin/env python3
"""Writes src/base/unicode_tables.inc.h: what str's methods and the lexer ask about characters, for
the Unicode version of the Python that runs it (3.11: Unicode 14).

Code points with the same answers share a record; a page of 256 code points is a row of record
numbers, and equal rows are kept once. Case mappings are distances, so that neighbours share them;
those to several characters are in lists of their own.

    python3 tools/gen_unicode.py > src/base/unicode_tables.inc.h
"""
import unicodedata

ALL = range(0x110000)
PAGE = 256
SIGMA = '\u03a3'


def before_sigma(c):
    """Is a capital sigma behind "A" and before the character final?"""
    return (f'A{SIGMA}{c}').lower()[1] == '\u03c2'


def ignorable(c):
    return before_sigma(c) and not (f'A{SIGMA}{c}A').lower()[1] == '\u03c2'


# The order is that of the bits in unicode_db.h.
FLAGS = (
    ('ALPHA', str.isalpha),
    ('LOWER', str.islower),
    ('UPPER', str.isupper),
    ('TITLE', lambda c: unicodedata.category(c) == 'Lt'),
    ('SPACE', str.isspace),
    ('PRINTABLE', str.isprintable),
    ('DECIMAL', str.isdecimal),
    ('DIGIT', str.isdigit),
    ('NUMERIC', str.isnumeric),
    ('LINEBREAK', lambda c: len(f'a{c}a'.splitlines()) == 2),
    ('CASED', lambda c: not before_sigma(c)),
    ('IGNORABLE', ignorable),
    ('XID_START', str.isidentifier),
    ('XID_CONTINUE', lambda c: f'a{c}'.isidentifier()),
    ('LOWER_LONG', lambda c: len(c.lower()) > 1),
    ('UPPER_LONG', lambda c: len(c.upper()) > 1),
    ('TITLE_LONG', lambda c: len(c.title()) > 1),
    ('FOLDS', lambda c: c.casefold() != c.lower()),
)


def distance(c, mapped):
    return ord(mapped) - ord(c) if len(mapped) == 1 else 0


def record(c):
    flags = sum(bool(test(c)) << bit for bit, (_, test) in enumerate(FLAGS))
    return flags, distance(c, c.lower()), distance(c, c.upper()), distance(c, c.title()), unicodedata.decimal(c, 0)


def rows(name, values):
    print(f'const uint8_t {name}[] = {{')
    line = ''
    for v in values:
        item = f'{v},'
        if len(line) + len(item) > 116:
            print(line)
            line = ''
        line += item
    print(line + '\n};\n')


def long_map(name, method, plain, comment):
    print(f'/* {comment} */')
    print(f'static const UcLong {name}[] = {{')
    for c in map(chr, ALL):
        mapped = method(c)
        if mapped != plain(c):
            points = [ord(x) for x in mapped] + [0, 0]
            print(f'    {{0x{ord(c):X}, {{0x{points[0]:X}, 0x{points[1]:X}, 0x{points[2]:X}}}}},')
    print('};\n')


def if_single(method):
    return lambda c: method(c) if len(method(c)) == 1 else None


def main():
    records, pages, order = {}, {}, []
    for start in range(0, len(ALL), PAGE):
        page = tuple(records.setdefault(record(chr(c)), len(records)) for c in range(start, start + PAGE))
        order.append(pages.setdefault(page, len(pages)))
    assert len(records) <= 256 and len(pages) <= 256
    print('/* Made by tools/gen_unicode.py from Unicode', unicodedata.unidata_version, '- do not edit. */')
    print('// clang-format off')
    print('const KbUcRecord kb_uc_records[] = { /* flags, to lower, to upper, to title, decimal digit */')
    for flags, *others in records:
        print(f'    {{0x{flags:X}, {", ".join(map(str, others))}}},')
    print('};\n')
    rows('kb_uc_pages', order)
    rows('kb_uc_rows', [number for page in pages for number in page])
    long_map('upper_long', str.upper, if_single(str.upper), 'upper() of more than one character')
    long_map('title_long', str.title, if_single(str.title), 'title() of more than one character')
    long_map('lower_long', str.lower, if_single(str.lower), 'lower() of more than one character')
    long_map('folds', str.casefold, str.lower, 'casefold() where it differs from lower()')


main()
