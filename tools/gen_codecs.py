#!/usr/bin/env python3
"""Writes src/base/charmap_tables.inc.h: the upper halves of one-byte encodings (those whose lower
half is ASCII), 0 where a byte means nothing.

    python3 tools/gen_codecs.py > src/base/charmap_tables.inc.h
"""
NAMES = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "cp437", "cp850", "cp852", "cp866",
         "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15", "koi8-r", "koi8-u", "mac-roman"]

print("/* Made by tools/gen_codecs.py - do not edit. */")
print("// clang-format off")
for name in NAMES:
    print(f"static const uint16_t table_{name.replace('-', '_')}[128] = {{")
    for row in range(0x80, 0x100, 16):
        cells = []
        for b in range(row, row + 16):
            try:
                cells.append(f"0x{ord(bytes([b]).decode(name)):X}")
            except UnicodeDecodeError:
                cells.append("0")
        print("    " + ",".join(cells) + ",")
    print("};")
print("static const KbCharmap charmaps[] = {")
for name in NAMES:
    print(f'    {{"{name}", table_{name.replace("-", "_")}}},')
print("};")
