/* Names of characters: from the stored words, or computed from the code point (Hangul syllables,
 * ideographs). */
#include "ucd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const LEAD[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                   "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const VOWEL[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                    "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                    "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const TAIL[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                   "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                   "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
static const char HANGUL[] = "HANGUL SYLLABLE ";

static const char *word_text(int i) {
    return ki_ucd_word_text + ki_ucd_word_at[i];
}

bool ki_ucd_name(uint32_t cp, char *out, size_t size) {
    if (cp >= 0xAC00 && cp <= 0xD7A3) {
        uint32_t s = cp - 0xAC00;
        snprintf(out, size, "%s%s%s%s", HANGUL, LEAD[s / 588], VOWEL[s % 588 / 28], TAIL[s % 28]);
        return true;
    }
    for (int i = 0; i < ki_ucd_n_prefixes; i++) {
        if (cp < ki_ucd_prefixes[i].first || cp > ki_ucd_prefixes[i].last) continue;
        snprintf(out, size, "%s%04X", ki_ucd_prefixes[i].prefix, cp);
        return true;
    }
    int lo = 0, hi = ki_ucd_n_name_runs;
    while (lo < hi) { /* the last run that starts at or before cp */
        int mid = (lo + hi) / 2;
        if (ki_ucd_name_runs[mid].first <= cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (!lo || cp - ki_ucd_name_runs[lo - 1].first >= ki_ucd_name_runs[lo - 1].count) return false;
    const uint16_t *w = ki_ucd_name_words + ki_ucd_name_runs[lo - 1].at;
    for (uint32_t skip = cp - ki_ucd_name_runs[lo - 1].first; skip; w++)
        skip -= *w >> 15;
    size_t n = 0;
    for (;; w++) {
        int len = snprintf(out + n, size - n, "%s%s", n ? " " : "", word_text(*w & 0x7FFF));
        if (len < 0 || (size_t)len >= size - n) return false;
        n += (size_t)len;
        if (*w >> 15) return true;
    }
}

/* Number of the word s[0..n), -1 if there is none. */
static int word_number(const char *s, size_t n) {
    int lo = 0, hi = ki_ucd_n_words;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        const char *w = word_text(mid);
        int c = strncmp(w, s, n);
        if (c == 0 && w[n]) c = 1;
        if (c == 0) return mid;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return -1;
}

/* Longest of n texts that s starts with; its number, -1: none. */
static int longest(const char *const *texts, int n, const char *s, size_t *used) {
    int best = -1;
    *used = 0;
    for (int i = 0; i < n; i++) {
        size_t len = strlen(texts[i]);
        if (strncmp(texts[i], s, len) == 0 && (best < 0 || len > *used)) {
            best = i;
            *used = len;
        }
    }
    return best;
}

static bool lookup_hangul(const char *s, uint32_t *cp) {
    size_t n;
    int l = longest(LEAD, 19, s, &n);
    s += n;
    int v = longest(VOWEL, 21, s, &n);
    s += n;
    int t = longest(TAIL, 28, s, &n);
    if (l < 0 || v < 0 || t < 0 || s[n]) return false;
    *cp = 0xAC00u + (uint32_t)(l * 588 + v * 28 + t);
    return true;
}

static bool lookup_stored(const char *s, uint32_t *cp) {
    uint16_t ids[32];
    int n = 0;
    for (const char *p = s;; p++) {
        size_t len = strcspn(p, " ");
        int id = n < 32 ? word_number(p, len) : -1;
        if (id < 0) return false;
        ids[n++] = (uint16_t)id;
        p += len;
        if (!*p) break;
    }
    ids[n - 1] |= 0x8000;
    for (int r = 0; r < ki_ucd_n_name_runs; r++) {
        const uint16_t *w = ki_ucd_name_words + ki_ucd_name_runs[r].at;
        for (uint32_t k = 0; k < ki_ucd_name_runs[r].count; k++) {
            int i = 0;
            while (i < n && w[i] == ids[i] && !(w[i] >> 15))
                i++;
            if (i == n - 1 && w[i] == ids[i]) {
                *cp = ki_ucd_name_runs[r].first + k;
                return true;
            }
            while (!(*w >> 15))
                w++;
            w++;
        }
    }
    return false;
}

/* An alias or a sequence. */
static int lookup_extra(const char *s, uint32_t chars[4]) {
    int lo = 0, hi = ki_ucd_n_extra, n = 1;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        int order = strcmp(ki_ucd_extra_name_text + ki_ucd_extra_name_at[mid], s);
        if (order == 0) {
            memcpy(chars, ki_ucd_extra_chars[mid], 4 * sizeof *chars);
            while (n < 4 && chars[n])
                n++;
            return n;
        }
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

bool ki_ucd_lookup(const char *name, size_t len, uint32_t *cp) {
    uint32_t chars[4];
    if (ki_ucd_lookup_all(name, len, chars) != 1) return false;
    *cp = chars[0];
    return true;
}

int ki_ucd_lookup_all(const char *name, size_t len, uint32_t chars[4]) {
    char s[128];
    uint32_t *cp = chars;
    if (len == 0 || len >= sizeof s) return 0;
    for (size_t i = 0; i < len; i++)
        s[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 32 : name[i]);
    s[len] = 0;
    bool upper = !memcmp(s, name, len); /* names that are computed are known in capitals only */
    if (upper && !strncmp(s, HANGUL, sizeof HANGUL - 1))
        return lookup_hangul(s + sizeof HANGUL - 1, cp);
    for (int i = 0; upper && i < ki_ucd_n_prefixes; i++) {
        const KiUcdPrefix *p = &ki_ucd_prefixes[i];
        size_t n = strlen(p->prefix);
        char *end;
        if (strncmp(s, p->prefix, n) != 0 || strlen(s + n) < 4) continue;
        unsigned long c = strtoul(s + n, &end, 16);
        if (*end || c < p->first || c > p->last) continue;
        *cp = (uint32_t)c;
        return 1;
    }
    return lookup_stored(s, cp) ? 1 : lookup_extra(s, chars);
}
