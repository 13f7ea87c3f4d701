#ifndef KI_UCD_H
#define KI_UCD_H
/* The tables of the unicodedata module, made by tools/gen_ucd.py at build time. All are sorted by
 * code point. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct KiUcdNameRun {
    uint32_t first, count, at; /* names of [first, first + count) start at word number at */
} KiUcdNameRun;
typedef struct KiUcdPrefix {
    uint32_t first, last;
    const char *prefix; /* the code point in hexadecimal follows */
} KiUcdPrefix;
typedef struct KiUcdNumeric {
    uint32_t cp;
    double value;
} KiUcdNumeric;
typedef struct KiUcdRange {
    uint32_t first, last;
    char value[4];
} KiUcdRange;

extern const char ki_ucd_version[];
/* word i, sorted: ki_ucd_word_text + ki_ucd_word_at[i] */
extern const char ki_ucd_word_text[];
extern const uint32_t ki_ucd_word_at[];
extern const int ki_ucd_n_words;
extern const uint16_t ki_ucd_name_words[]; /* word numbers; bit 15 ends a name */
extern const KiUcdNameRun ki_ucd_name_runs[];
extern const int ki_ucd_n_name_runs;
extern const KiUcdPrefix ki_ucd_prefixes[];
extern const int ki_ucd_n_prefixes;
extern const KiUcdNumeric ki_ucd_numeric[];
extern const int ki_ucd_n_numeric;
extern const uint32_t ki_ucd_decomposition_cp[], ki_ucd_decomposition_at[];
extern const char ki_ucd_decomposition_text[];
extern const int ki_ucd_n_decomposition;
/* Names beside a character's own, sorted: aliases, and sequences of up to four characters. */
extern const char ki_ucd_extra_name_text[];
extern const uint32_t ki_ucd_extra_name_at[], ki_ucd_extra_chars[][4];
extern const int ki_ucd_n_extra;
extern const KiUcdRange ki_ucd_width[], ki_ucd_category[], ki_ucd_bidirectional[];
extern const int ki_ucd_n_width, ki_ucd_n_category, ki_ucd_n_bidirectional;

/* The character's name into out; false if it has none. */
bool ki_ucd_name(uint32_t cp, char *out, size_t size);
/* The character or sequence of a name (any case): how many, 0 if there is none. */
int ki_ucd_lookup_all(const char *name, size_t len, uint32_t chars[4]);
/* The one character of a name, as in "\N{...}" of source text. */
bool ki_ucd_lookup(const char *name, size_t len, uint32_t *cp);
#endif
