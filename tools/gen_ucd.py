#!/usr/bin/env python3
"""Writes the tables of the unicodedata module: names (as sequences of words), numeric values,
decompositions, East Asian widths. Run at build time: gen_ucd.py OUTPUT NAMES, with tools/unicode/names.txt.

Names that follow from the code point (CJK ideographs, Hangul syllables ...) are not stored."""
import sys
import unicodedata as U

out = []
w = out.append
ALL = range(0x110000)


def computed(c, n):
    return 0xAC00 <= c <= 0xD7A3 or n.endswith("-%04X" % c)


names, prefixes = {}, []
for c in ALL:
    n = U.name(chr(c), None)
    if n is None:
        continue
    if computed(c, n):
        if c < 0xAC00 or c > 0xD7A3:
            p = n[: n.rindex("-") + 1]
            if prefixes and prefixes[-1][1] == c - 1 and prefixes[-1][2] == p:
                prefixes[-1][1] = c
            else:
                prefixes.append([c, c, p])
        continue
    names[c] = n
words = sorted({word for n in names.values() for word in n.split(" ")})
index = {word: i for i, word in enumerate(words)}
assert len(words) < 0x8000

w("/* Made by tools/gen_ucd.py from Unicode %s. */" % U.unidata_version)
w("// clang-format off")
w('#include "builtins/ucd.h"')
w('const char ki_ucd_version[] = "%s";' % U.unidata_version)


def blob(name, texts):
    """One text without pointers into it (nothing to relocate at start-up), and where each piece starts."""
    at, n = [], 0
    for t in texts:
        at.append(n)
        n += len(t) + 1
    w("const char ki_ucd_%s_text[] =" % name)
    for i in range(0, len(texts), 12):
        w("    " + " ".join('"%s\\0"' % t for t in texts[i:i + 12]))
    w(";")
    w("const uint32_t ki_ucd_%s_at[] = {" % name + ",".join(map(str, at)) + "};")


blob("word", words)
w("const int ki_ucd_n_words = %d;" % len(words))
seq, runs, last = [], [], None
for c, n in sorted(names.items()):
    if last is None or c != last + 1 or c % 64 == 0:
        runs.append([c, 0, len(seq)])
    runs[-1][1] += 1
    last = c
    ids = [index[x] for x in n.split(" ")]
    ids[-1] |= 0x8000
    seq += ids
w("const uint16_t ki_ucd_name_words[] = {" + ",".join(map(str, seq)) + "};")
w("const KiUcdNameRun ki_ucd_name_runs[] = {" + ",".join("{%d,%d,%d}" % tuple(r) for r in runs) + "};")
w("const int ki_ucd_n_name_runs = %d;" % len(runs))
w("const KiUcdPrefix ki_ucd_prefixes[] = {" + ",".join('{%d,%d,"%s"}' % tuple(p) for p in prefixes) + "};")
w("const int ki_ucd_n_prefixes = %d;" % len(prefixes))

num = [(c, U.numeric(chr(c))) for c in ALL if U.numeric(chr(c), None) is not None]
w("const KiUcdNumeric ki_ucd_numeric[] = {" + ",".join("{%d,%r}" % x for x in num) + "};")
w("const int ki_ucd_n_numeric = %d;" % len(num))

dec = [(c, U.decomposition(chr(c))) for c in ALL if not 0xAC00 <= c <= 0xD7A3 and U.decomposition(chr(c))]
w("const uint32_t ki_ucd_decomposition_cp[] = {" + ",".join(str(c) for c, _ in dec) + "};")
blob("decomposition", [t for _, t in dec])
w("const int ki_ucd_n_decomposition = %d;" % len(dec))


def ranges(name, f):
    r = []
    for c in ALL:
        v = f(chr(c))
        if r and r[-1][2] == v:
            r[-1][1] = c
        else:
            r.append([c, c, v])
    w("const KiUcdRange ki_ucd_%s[] = {" % name + ",".join('{%d,%d,"%s"}' % tuple(x) for x in r) + "};")
    w("const int ki_ucd_n_%s = %d;" % (name, len(r)))


ranges("width", U.east_asian_width)
ranges("category", U.category)
ranges("bidirectional", U.bidirectional)

# names that unicodedata knows and does not list: aliases, and sequences of characters
extra = []
for line in open(sys.argv[2], encoding="ascii"):
    if line.startswith("#"):
        continue
    name, codes = line.strip().split(";")
    chars = "".join(chr(int(c, 16)) for c in codes.split())
    try:
        if U.lookup(name) == chars:  # a younger or older database may not have it
            extra.append((name, [ord(c) for c in chars]))
    except KeyError:
        pass
extra.sort()
for name, chars in extra:
    assert len(chars) <= 4
blob("extra_name", [name for name, _ in extra])
w("const uint32_t ki_ucd_extra_chars[][4] = {" + ",".join("{%s}" % ",".join(map(str, c)) for _, c in extra) + "};")
w("const int ki_ucd_n_extra = %d;" % len(extra))

text = "\n".join(out) + "\n"
with open(sys.argv[1], "w") as f:
    f.write(text)
