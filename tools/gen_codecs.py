#!/usr/bin/env python3
"""Writes src/base/charmap_tables.inc.h: the characters of one-byte encodings, 0 where a byte means nothing; of those
whose lower half is ASCII only the upper half.

    python3 tools/gen_codecs.py > src/base/charmap_tables.inc.h
"""
NAMES = ["cp1006", "cp1125", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
         "cp437", "cp720", "cp737", "cp775", "cp850", "cp852", "cp855", "cp856", "cp857", "cp858", "cp860", "cp861",
         "cp862", "cp863", "cp865", "cp866", "cp869", "cp874", "hp-roman8", "iso8859-2", "iso8859-3", "iso8859-4",
         "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-10", "iso8859-11", "iso8859-13",
         "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-t", "koi8-u", "kz1048", "mac-croatian",
         "mac-cyrillic", "mac-greek", "mac-iceland", "mac-latin2", "mac-roman", "mac-romanian", "mac-turkish", "palmos",
         "ptcp154", "tis-620"]
WHOLE = ["cp037", "cp1026", "cp1140", "cp273", "cp424", "cp500", "cp864", "cp875", "mac-arabic", "mac-farsi"]


def identifier(name):
    return "table_" + name.replace("-", "_")


def put_table(name, first):
    print(f"static const uint16_t {identifier(name)}[{256 - first}] = {{")
    for row in range(first, 256, 16):
        cells = []
        for b in range(row, row + 16):
            try:
                cells.append(f"0x{ord(bytes([b]).decode(name)):X}")
            except UnicodeDecodeError:
                cells.append("0")
        print("    " + ",".join(cells) + ",")
    print("};")


print("/* Made by tools/gen_codecs.py - do not edit. */")
print("// clang-format off")
for name in NAMES:
    put_table(name, 128)
for name in WHOLE:
    put_table(name, 0)
print("static const KbCharmap charmaps[] = {")
for name in NAMES:
    print(f'    {{"{name}", {identifier(name)}, NULL}},')
for name in WHOLE:
    print(f'    {{"{name}", {identifier(name)} + 128, {identifier(name)}}},')
print("};")
