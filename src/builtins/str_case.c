/* Case conversion and character tests of str. ASCII text goes through byte loops; other text is
 * mapped into a str of its own width, and from the first character on that does not fit there, or
 * becomes several, by way of a buffer. */
#include "../base/unicode_db.h"
#include "str_methods.h"

static inline bool is_ascii(const KiStr *s) {
    return s->h.flags & KI_STR_ASCII;
}
/* Letters between first and last with the bit of case changed. */
static inline uint8_t ascii_change(uint8_t c, uint8_t first, uint8_t last) {
    return (uint8_t)(c ^ (c >= first && c <= last ? 0x20 : 0));
}

KB_VECTORISE static void ascii_change_all(uint8_t *to, const uint8_t *p, size_t n, uint8_t first,
                                          uint8_t last) {
    for (size_t i = 0; i < n; i++)
        to[i] = ascii_change(p[i], first, last);
}

/* Is there a letter between first and last? */
KB_VECTORISE static bool ascii_differs(const uint8_t *p, size_t n, uint8_t first, uint8_t last) {
    for (; n >= 64; n -= 64, p += 64) {
        uint8_t any = 0;
        for (size_t i = 0; i < 64; i++)
            any |= p[i] >= first && p[i] <= last;
        if (any) return true;
    }
    for (; n; n--, p++)
        if (*p >= first && *p <= last) return true;
    return false;
}

static KiValue ascii_map(KiState *ks, KiStr *s, uint8_t first, uint8_t last) {
    /* text that is in the wanted case already stays the object it is */
    if (!ascii_differs(s->data.u1, s->len, first, last)) return ki_same_str(s);
    if (s->len == 1) return ki_str_from_char(ks, ascii_change(s->data.u1[0], first, last));
    KiStr *r = ki_str_alloc(ks, s->len, 1, true);
    if (!r) return KI_ERR;
    ascii_change_all(r->data.u1, s->data.u1, s->len, first, last);
    return ki_from_obj(r);
}
static KiValue ascii_to_lower(KiState *ks, KiStr *s) {
    return ascii_map(ks, s, 'A', 'Z');
}

/* Is the capital sigma at i the last letter of a word? */
static bool final_sigma(const KiStr *s, size_t i) {
    size_t j = i;
    while (j > 0 && kb_uc_has(ki_str_at(s, j - 1), KB_UC_IGNORABLE))
        j--;
    if (j == 0 || !kb_uc_has(ki_str_at(s, j - 1), KB_UC_CASED)) return false;
    for (j = i + 1; j < s->len && kb_uc_has(ki_str_at(s, j), KB_UC_IGNORABLE);)
        j++;
    return j == s->len || !kb_uc_has(ki_str_at(s, j), KB_UC_CASED);
}

enum { CAPITAL_SIGMA = 0x3A3, SMALL_SIGMA = 0x3C3, FINAL_SIGMA = 0x3C2 };

static int lower_at(const KiStr *s, size_t i, uint32_t out[3]) {
    uint32_t c = ki_str_at(s, i);
    if (c == CAPITAL_SIGMA) {
        out[0] = final_sigma(s, i) ? FINAL_SIGMA : SMALL_SIGMA;
        return 1;
    }
    return kb_uc_lower(c, out);
}

/* What a method does with a text, and what that is for one character of it. */
typedef enum Change { LOWER, UPPER, TITLE, FOLD, SAME, CAPITALIZE, WORDS, SWAP } Change;

static inline Change change_at(Change change, size_t i, uint32_t flags, bool *inside) {
    switch (change) {
    case CAPITALIZE:
        return i ? LOWER : TITLE;
    case WORDS:
        change = *inside ? LOWER : TITLE;
        *inside = flags & KB_UC_ANY_CASE;
        return change;
    case SWAP:
        return flags & KB_UC_UPPER ? LOWER : flags & KB_UC_LOWER ? UPPER : SAME;
    default:
        return change;
    }
}

/* Maps s from `at` on into `to` until a character has no mapping, or none that fits; returns where.
 */
#define MAP_UNITS(name, UNIT, max)                                                                 \
    static inline __attribute__((always_inline)) size_t name(                                      \
        const KiStr *s, UNIT *to, Change change, bool *inside, uint32_t *seen) {                   \
        const UNIT *from = (const UNIT *)(const void *)s->data.u1;                                 \
        uint32_t all = 0;                                                                          \
        size_t i = 0;                                                                              \
        for (; i < s->len; i++) {                                                                  \
            uint32_t c = from[i];                                                                  \
            const KbUcRecord *r = kb_uc(c);                                                        \
            bool was_inside = *inside;                                                             \
            Change one = change_at(change, i, r->flags, inside);                                   \
            int32_t move = 0;                                                                      \
            uint32_t odd = 0;                                                                      \
            if (one == LOWER || one == FOLD) {                                                     \
                odd = one == FOLD ? r->flags & (KB_UC_FOLDS | KB_UC_LOWER_LONG)                    \
                                  : (r->flags & KB_UC_LOWER_LONG) | (c == CAPITAL_SIGMA);          \
                move = r->lower;                                                                   \
            } else if (one == UPPER) {                                                             \
                odd = r->flags & KB_UC_UPPER_LONG;                                                 \
                move = r->upper;                                                                   \
            } else if (one == TITLE) {                                                             \
                odd = r->flags & KB_UC_TITLE_LONG;                                                 \
                move = r->title;                                                                   \
            }                                                                                      \
            c += (uint32_t)move;                                                                   \
            if (KB_UNLIKELY(odd || c > max)) {                                                     \
                *inside = was_inside;                                                              \
                break;                                                                             \
            }                                                                                      \
            all |= c;                                                                              \
            to[i] = (UNIT)c;                                                                       \
        }                                                                                          \
        *seen = all;                                                                               \
        return i;                                                                                  \
    }
MAP_UNITS(map_1, uint8_t, 0xFF)
MAP_UNITS(map_2, uint16_t, 0xFFFF)
MAP_UNITS(map_4, uint32_t, 0x10FFFF)

static inline int map_one(const KiStr *s, size_t i, Change change, bool *inside, uint32_t out[3]) {
    uint32_t c = ki_str_at(s, i);
    switch (change_at(change, i, kb_uc(c)->flags, inside)) {
    case LOWER:
        return lower_at(s, i, out);
    case UPPER:
        return kb_uc_upper(c, out);
    case TITLE:
        return kb_uc_title(c, out);
    case FOLD:
        return kb_uc_fold(c, out);
    default:
        out[0] = c;
        return 1;
    }
}

/* The text whose first `done` characters are mapped already. Consumes it. */
static inline KiValue map_rest(KiState *ks, const KiStr *s, KiStr *mapped, size_t done,
                               Change change, bool inside) {
    uint32_t small[256], *to = small, one[3];
    size_t room = done + 3 * (s->len - done), n = done;
    KiValue out = KI_ERR;
    if (room > sizeof small / sizeof *small && !(to = ki_mem_alloc(ks, room * sizeof *to)))
        goto done;
    ki_copy_units(to, 4, mapped->data.u1, mapped->h.aux, done);
    for (size_t i = done; i < s->len; i++) {
        int k = map_one(s, i, change, &inside, one);
        for (int j = 0; j < k; j++)
            to[n++] = one[j];
    }
    out = ki_str_from_units(ks, to, 4, n);
    if (to != small) ki_mem_free(ks, to, room * sizeof *to);
done:
    ki_decref_obj(ks, &mapped->h);
    return out;
}

static inline __attribute__((always_inline)) KiValue map_text(KiState *ks, const KiStr *s,
                                                              Change change) {
    int w = s->h.aux;
    if (s->len == 1) {
        uint32_t one[3];
        bool inside = false;
        int n = map_one(s, 0, change, &inside, one);
        return ki_str_from_units(ks, one, 4, (size_t)n);
    }
    KiStr *r = ki_str_alloc(ks, s->len, w, false);
    if (!r) return KI_ERR;
    uint32_t seen;
    bool inside = false;
    size_t done = w == 1   ? map_1(s, r->data.u1, change, &inside, &seen)
                  : w == 2 ? map_2(s, r->data.u2, change, &inside, &seen)
                           : map_4(s, r->data.u4, change, &inside, &seen);
    if (KB_UNLIKELY(done < s->len)) return map_rest(ks, s, r, done, change, inside);
    if (w > 1 && ki_width_of(seen) == w) return ki_from_obj(r);
    return ki_str_narrowed(ks, r);
}

KiValue ki_strm_lower(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return is_ascii(s) ? ascii_to_lower(ks, s) : map_text(ks, s, LOWER);
}
KiValue ki_strm_upper(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return is_ascii(s) ? ascii_map(ks, s, 'a', 'z') : map_text(ks, s, UPPER);
}
KiValue ki_strm_casefold(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return is_ascii(s) ? ascii_to_lower(ks, s) : map_text(ks, s, FOLD);
}
KiValue ki_strm_capitalize(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return s->len ? map_text(ks, s, CAPITALIZE) : ki_same_str(s);
}
KiValue ki_strm_title(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return s->len ? map_text(ks, s, WORDS) : ki_same_str(s);
}
KiValue ki_strm_swapcase(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return s->len ? map_text(ks, s, SWAP) : ki_same_str(s);
}

/* ---- tests ---- */

#define EACH_UNIT(UNIT, s, c, body)                                                                \
    do {                                                                                           \
        const UNIT *p_ = (const UNIT *)(const void *)(s)->data.u1, *end_ = p_ + (s)->len;          \
        for (; p_ < end_; p_++) {                                                                  \
            uint32_t c = *p_;                                                                      \
            body;                                                                                  \
        }                                                                                          \
    } while (0)
#define EACH_CHAR(s, c, body)                                                                      \
    do {                                                                                           \
        if ((s)->h.aux == 1)                                                                       \
            EACH_UNIT(uint8_t, s, c, body);                                                        \
        else if ((s)->h.aux == 2)                                                                  \
            EACH_UNIT(uint16_t, s, c, body);                                                       \
        else                                                                                       \
            EACH_UNIT(uint32_t, s, c, body);                                                       \
    } while (0)

/* Do all characters have one of the flags? */
static KiValue all_chars(const KiStr *s, uint32_t flags, bool empty) {
    if (!s->len) return ki_bool(empty);
    EACH_CHAR(s, c, if (!kb_uc_has(c, flags)) return KI_FALSE);
    return KI_TRUE;
}

#define CHAR_TEST(name, flags, empty)                                                              \
    KiValue ki_strm_##name(KiState *ks, KiValue *args, int nargs) {                                \
        (void)ks;                                                                                  \
        (void)nargs;                                                                               \
        return all_chars(ki_self_str(args), flags, empty);                                         \
    }
CHAR_TEST(isalnum, KB_UC_ALPHA | KB_UC_NUMERIC | KB_UC_DIGIT | KB_UC_DECIMAL, false)
CHAR_TEST(isalpha, KB_UC_ALPHA, false)
CHAR_TEST(isdecimal, KB_UC_DECIMAL, false)
CHAR_TEST(isdigit, KB_UC_DIGIT, false)
CHAR_TEST(isnumeric, KB_UC_NUMERIC, false)
CHAR_TEST(isprintable, KB_UC_PRINTABLE, true)
CHAR_TEST(isspace, KB_UC_SPACE, false)

KiValue ki_strm_isascii(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return ki_bool(is_ascii(s) || !s->len);
}

KiValue ki_strm_isidentifier(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    KiStr *s = ki_self_str(args);
    if (!s->len || !kb_is_xid_start(ki_str_at(s, 0))) return KI_FALSE;
    return all_chars(s, KB_UC_XID_CONTINUE, false);
}

/* Some cased character, and none of the wrong case. */
static KiValue only_case(const KiStr *s, uint32_t right, uint32_t wrong) {
    uint32_t all = 0;
    EACH_CHAR(s, c, {
        all |= kb_uc(c)->flags;
        if (all & wrong) return KI_FALSE;
    });
    return ki_bool(all & right);
}
KiValue ki_strm_islower(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    return only_case(ki_self_str(args), KB_UC_LOWER, KB_UC_UPPER | KB_UC_TITLE);
}
KiValue ki_strm_isupper(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    return only_case(ki_self_str(args), KB_UC_UPPER, KB_UC_LOWER | KB_UC_TITLE);
}
KiValue ki_strm_istitle(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    const KiStr *s = ki_self_str(args);
    bool any = false, inside = false;
    EACH_CHAR(s, c, {
        uint32_t flags = kb_uc_has(c, KB_UC_ANY_CASE);
        if (flags && inside == !(flags & KB_UC_LOWER)) return KI_FALSE;
        inside = flags != 0;
        any |= inside;
    });
    return ki_bool(any);
}
