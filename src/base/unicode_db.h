#ifndef KB_UNICODE_DB_H
#define KB_UNICODE_DB_H
/* Character properties as str's methods and the lexer ask for them (Unicode 14, CPython 3.11's),
 * and full case mapping: two loads lead from a code point to the record that it shares with all
 * characters of the same answers. */
#include <stdbool.h>
#include <stdint.h>

/* In the order of FLAGS in tools/gen_unicode.py. */
enum {
    KB_UC_ALPHA = 1 << 0,
    KB_UC_LOWER = 1 << 1,
    KB_UC_UPPER = 1 << 2,
    KB_UC_TITLE = 1 << 3,
    KB_UC_SPACE = 1 << 4,
    KB_UC_PRINTABLE = 1 << 5,
    KB_UC_DECIMAL = 1 << 6,
    KB_UC_DIGIT = 1 << 7,
    KB_UC_NUMERIC = 1 << 8,
    KB_UC_LINEBREAK = 1 << 9,
    KB_UC_CASED = 1 << 10,     /* for the final sigma: cased and not ignorable */
    KB_UC_IGNORABLE = 1 << 11, /* ignorable for case, and not of KB_UC_CASED */
    KB_UC_XID_START = 1 << 12, /* Python identifier start, '_' included */
    KB_UC_XID_CONTINUE = 1 << 13,
    KB_UC_LOWER_LONG = 1 << 14, /* mapped to several characters */
    KB_UC_UPPER_LONG = 1 << 15,
    KB_UC_TITLE_LONG = 1 << 16,
    KB_UC_FOLDS = 1 << 17, /* casefold() is not lower() */
    KB_UC_ANY_CASE = KB_UC_LOWER | KB_UC_UPPER | KB_UC_TITLE,
};

typedef struct KbUcRecord {
    uint32_t flags;
    int32_t lower, upper, title; /* distances to the mapped character */
    uint32_t decimal;            /* value of a decimal digit */
} KbUcRecord;

extern const KbUcRecord kb_uc_records[];
extern const uint8_t kb_uc_pages[], kb_uc_rows[];

/* Values that are no code points have the record of the last, which has no properties. */
static inline const KbUcRecord *kb_uc(uint32_t c) {
    if (c > 0x10FFFF) c = 0x10FFFF;
    return &kb_uc_records[kb_uc_rows[(uint32_t)kb_uc_pages[c >> 8] << 8 | (c & 0xFF)]];
}
/* The flags of c that are among `flags`. */
static inline uint32_t kb_uc_has(uint32_t c, uint32_t flags) {
    return kb_uc(c)->flags & flags;
}
/* Asked of every character where text is split: the large tables only for what is rare. */
static inline bool kb_is_space(uint32_t c) {
    static const bool latin1[256] = {
        ['\t' ... '\r'] = true, [0x1C ... ' '] = true, [0x85] = true, [0xA0] = true};
    return c < 256 ? latin1[c] : c >= 0x1680 && kb_uc_has(c, KB_UC_SPACE) != 0;
}
static inline bool kb_is_linebreak(uint32_t c) {
    if (c <= 0x1E) return 0x70003C00u >> c & 1;
    return c == 0x85 || c == 0x2028 || c == 0x2029;
}
static inline int kb_uc_decimal_value(uint32_t c) { /* 0..9, -1: not a decimal digit */
    const KbUcRecord *r = kb_uc(c);
    return r->flags & KB_UC_DECIMAL ? (int)r->decimal : -1;
}

static inline bool kb_is_xid_start(uint32_t c) {
    return kb_uc_has(c, KB_UC_XID_START);
}
static inline bool kb_is_xid_continue(uint32_t c) {
    return kb_uc_has(c, KB_UC_XID_CONTINUE);
}
static inline bool kb_is_printable(uint32_t c) { /* shown as itself in repr */
    return kb_uc_has(c, KB_UC_PRINTABLE);
}

/* Mappings to several characters, by binary search: write 1..3 code points, return how many. */
int kb_uc_lower_long(uint32_t c, uint32_t out[3]);
int kb_uc_upper_long(uint32_t c, uint32_t out[3]);
int kb_uc_title_long(uint32_t c, uint32_t out[3]);
int kb_uc_folded(uint32_t c, uint32_t out[3]);

/* Full mappings: write 1..3 code points, return how many. */
#define KB_UC_MAPPING(name, flag, distance, search)                                                \
    static inline int kb_uc_##name(uint32_t c, uint32_t out[3]) {                                  \
        const KbUcRecord *r = kb_uc(c);                                                            \
        if (__builtin_expect((r->flags & (flag)) != 0, 0)) return search(c, out);                  \
        out[0] = c + (uint32_t)r->distance;                                                        \
        return 1;                                                                                  \
    }
KB_UC_MAPPING(upper, KB_UC_UPPER_LONG, upper, kb_uc_upper_long)
KB_UC_MAPPING(title, KB_UC_TITLE_LONG, title, kb_uc_title_long)
KB_UC_MAPPING(lower, KB_UC_LOWER_LONG, lower, kb_uc_lower_long)
KB_UC_MAPPING(fold, KB_UC_FOLDS | KB_UC_LOWER_LONG, lower, kb_uc_folded)
#undef KB_UC_MAPPING
#endif
