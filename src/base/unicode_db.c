/* The tables of character properties, and the case mappings to several characters. */
#include "unicode_db.h"

#include <stddef.h>

typedef struct UcLong {
    uint32_t cp, to[3];
} UcLong;

#include "unicode_tables.inc.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static int find_long(const UcLong *t, size_t n, uint32_t c, uint32_t out[3]) {
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

int kb_uc_lower_long(uint32_t c, uint32_t out[3]) {
    return find_long(lower_long, COUNT(lower_long), c, out);
}
int kb_uc_upper_long(uint32_t c, uint32_t out[3]) {
    return find_long(upper_long, COUNT(upper_long), c, out);
}
int kb_uc_title_long(uint32_t c, uint32_t out[3]) {
    return find_long(title_long, COUNT(title_long), c, out);
}
int kb_uc_folded(uint32_t c, uint32_t out[3]) {
    int n = find_long(folds, COUNT(folds), c, out);
    return n ? n : kb_uc_lower(c, out);
}
