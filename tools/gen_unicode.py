#!/usr/bin/env python3
"""Writes src/object/unicode_tables.inc.h: the character properties and the irregular case mappings
of the Unicode version of the Python that runs it (3.11: Unicode 14). Simple case mappings and
general categories come from utf8proc at run time.

    python3 tools/gen_unicode.py > src/object/unicode_tables.inc.h
"""
import unicodedata

ALL = range(0x110000)


def ranges(name, test, comment):
    out, start = [], None
    for c in ALL:
        hit = test(c)
        if hit and start is None:
            start = c
        elif not hit and start is not None:
            out.append((start, c - 1))
            start = None
    if start is not None:
        out.append((start, 0x10FFFF))
    print(f"/* {comment} */")
    print(f"static const UcRange uc_{name}[] = {{")
    line = ""
    for a, b in out:
        item = f"{{0x{a:X},0x{b:X}}},"
        if len(line) + len(item) > 96:
            print("    " + line)
            line = ""
        line += item
    print("    " + line + "\n};\n")


def full_map(name, func, plain, comment):
    print(f"/* {comment} */")
    print(f"static const UcFull uc_{name}[] = {{")
    for c in ALL:
        t = func(chr(c))
        if t == plain(c):
            continue
        cps = [ord(x) for x in t] + [0, 0]
        print(f"    {{0x{c:X}, {{0x{cps[0]:X}, 0x{cps[1]:X}, 0x{cps[2]:X}}}}},")
    print("};\n")


def only_long(t):
    return lambda c: t(chr(c)) if len(t(chr(c))) == 1 else None


print("/* Made by tools/gen_unicode.py from Unicode", unicodedata.unidata_version, "- do not edit. */")
print("// clang-format off")
ranges("alpha", lambda c: chr(c).isalpha(), "str.isalpha")
ranges("lower", lambda c: chr(c).islower(), "derived property Lowercase")
ranges("upper", lambda c: chr(c).isupper(), "derived property Uppercase")
ranges("space", lambda c: chr(c).isspace(), "str.isspace")
ranges("printable", lambda c: chr(c).isprintable(), "str.isprintable")
ranges("decimal", lambda c: chr(c).isdecimal(), "decimal digits: runs of a multiple of ten")
ranges("numeric", lambda c: chr(c).isnumeric(), "str.isnumeric")
ranges("digit", lambda c: chr(c).isdigit() and not chr(c).isdecimal(), "digits that are not decimal")
ranges("ignorable", lambda c: not ("A\u03a3" + chr(c)).lower()[1] == "\u03c3"
       and ("A\u03a3" + chr(c) + "A").lower()[1] == "\u03c3", "skipped when looking for a final sigma")
ranges("cased", lambda c: ("A\u03a3" + chr(c)).lower()[1] == "\u03c3", "cased and not ignorable")
full_map("upper_full", str.upper, only_long(str.upper), "upper() of more than one character")
full_map("title_full", str.title, only_long(str.title), "title() of more than one character")
full_map("lower_full", lambda s: s.lower(), only_long(str.lower), "lower() of more than one character")
full_map("fold_full", str.casefold, lambda c: chr(c).lower(), "casefold() where it differs from lower()")
