/* Character properties: binary search in generated range tables, with a shortcut for ASCII; simple
 * case mappings and the title-case category come from utf8proc. */
#include "unicode_db.h"

#include <stddef.h>
#include <utf8proc.h>

typedef struct UcRange {
    uint32_t first, last;
} UcRange;
typedef struct UcFull {
    uint32_t cp, to[3];
} UcFull;

#include "unicode_tables.inc.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const UcRange *range_find(const UcRange *t, size_t n, uint32_t c) {
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (c < t[mid].first)
            hi = mid;
        else if (c > t[mid].last)
            lo = mid + 1;
        else
            return &t[mid];
    }
    return NULL;
}
#define IN(table, c) (range_find(table, COUNT(table), c) != NULL)

bool ki_uc_is_alpha(uint32_t c) {
    if (c < 128) return (c | 32) - 'a' < 26;
    return IN(uc_alpha, c);
}
bool ki_uc_is_lower(uint32_t c) {
    if (c < 128) return c - 'a' < 26;
    return IN(uc_lower, c);
}
bool ki_uc_is_upper(uint32_t c) {
    if (c < 128) return c - 'A' < 26;
    return IN(uc_upper, c);
}
bool ki_uc_is_title(uint32_t c) {
    return c >= 0x1C5 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LT;
}
bool ki_uc_is_space(uint32_t c) {
    if (c < 128) return c == ' ' || c - 9 < 5 || c - 0x1C < 4;
    return IN(uc_space, c);
}
bool ki_uc_is_printable(uint32_t c) {
    if (c < 127) return c >= 32;
    return IN(uc_printable, c);
}
bool ki_uc_is_decimal(uint32_t c) {
    if (c < 128) return c - '0' < 10;
    return IN(uc_decimal, c);
}
bool ki_uc_is_digit(uint32_t c) {
    return ki_uc_is_decimal(c) || (c >= 128 && IN(uc_digit, c));
}
bool ki_uc_is_numeric(uint32_t c) {
    if (c < 128) return c - '0' < 10;
    return IN(uc_numeric, c);
}
bool ki_uc_is_linebreak(uint32_t c) {
    if (c < 128) return c - 10 < 4 || c - 0x1C < 3;
    return c == 0x85 || c == 0x2028 || c == 0x2029;
}
bool ki_uc_is_cased(uint32_t c) {
    if (c < 128) return (c | 32) - 'a' < 26;
    return IN(uc_cased, c);
}
bool ki_uc_is_case_ignorable(uint32_t c) {
    return IN(uc_ignorable, c);
}

int ki_uc_decimal_value(uint32_t c) {
    if (c < 128) return c - '0' < 10 ? (int)(c - '0') : -1;
    const UcRange *r = range_find(uc_decimal, COUNT(uc_decimal), c);
    return r ? (int)((c - r->first) % 10) : -1;
}

uint32_t ki_uc_lower1(uint32_t c) {
    if (c < 128) return c - 'A' < 26 ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}
uint32_t ki_uc_upper1(uint32_t c) {
    if (c < 128) return c - 'a' < 26 ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

static int full_find(const UcFull *t, size_t n, uint32_t c, uint32_t out[3]) {
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (c < t[mid].cp) {
            hi = mid;
        } else if (c > t[mid].cp) {
            lo = mid + 1;
        } else {
            int len = 0;
            while (len < 3 && t[mid].to[len]) {
                out[len] = t[mid].to[len];
                len++;
            }
            return len;
        }
    }
    return 0;
}

int ki_uc_lower(uint32_t c, uint32_t out[3]) {
    int n = c < 128 ? 0 : full_find(uc_lower_full, COUNT(uc_lower_full), c, out);
    if (n) return n;
    out[0] = ki_uc_lower1(c);
    return 1;
}
int ki_uc_upper(uint32_t c, uint32_t out[3]) {
    int n = c < 128 ? 0 : full_find(uc_upper_full, COUNT(uc_upper_full), c, out);
    if (n) return n;
    out[0] = ki_uc_upper1(c);
    return 1;
}
int ki_uc_title(uint32_t c, uint32_t out[3]) {
    int n = c < 128 ? 0 : full_find(uc_title_full, COUNT(uc_title_full), c, out);
    if (n) return n;
    out[0] = c < 128 ? ki_uc_upper1(c) : (uint32_t)utf8proc_totitle((utf8proc_int32_t)c);
    return 1;
}
int ki_uc_fold(uint32_t c, uint32_t out[3]) {
    int n = c < 128 ? 0 : full_find(uc_fold_full, COUNT(uc_fold_full), c, out);
    if (n) return n;
    return ki_uc_lower(c, out);
}
