for s in 'ß', 'İ', 'ı', 'ǆ', 'ǅ', 'ΑΣ', 'ΑΣΑ', 'ς', 'ﬁ', 'ŉ', 'ẞ', 'Ⅷ', 'ⓐ', 'µ', 'ſ', 'K', 'ΐ', 'Ꙁ', '\U00010400', 'ა', 'Ꭰ', 'ꭰ', "o'neil's it's", 'ﬃ x', 'ᾳ', 'ᾼ':
    print(ascii([s.lower(), s.upper(), s.title(), s.capitalize(), s.casefold(), s.swapcase()]))
print('STRASSE'.casefold() == 'straße'.casefold(), 'ΜΆΪΟΣ'.lower(), 'x'.upper().lower())
