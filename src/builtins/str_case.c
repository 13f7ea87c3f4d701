/* Case conversion and character tests of str. ASCII text goes through byte loops; everything else
 * through Unicode's full mappings, with the final form of sigma when lowering. */
#include "../base/utf8.h"
#include "../object/unicode_db.h"
#include "str_methods.h"

static inline bool is_ascii(const KiStr *s) {
    return s->h.flags & KI_STR_ASCII;
}
static uint8_t ascii_lower(uint8_t c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}
static uint8_t ascii_upper(uint8_t c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
}

static inline KiValue ascii_map(KiState *ks, KiStr *s, uint8_t (*f)(uint8_t)) {
    if (s->len < 2) {
        uint8_t c = s->len ? f(s->data.u1[0]) : 0;
        return s->len ? ki_str_from_char(ks, c) : ki_same_str(s);
    }
    size_t same = 0; /* text that is in the wanted case already stays the object it is */
    while (same < s->len && f(s->data.u1[same]) == s->data.u1[same])
        same++;
    if (same == s->len) return ki_same_str(s);
    KiStr *r = ki_str_alloc(ks, s->len, 1, true);
    if (!r) return KI_ERR;
    memcpy(r->data.u1, s->data.u1, same);
    for (size_t i = same; i < s->len; i++)
        r->data.u1[i] = f(s->data.u1[i]);
    return ki_from_obj(r);
}

/* Is the capital sigma at i the last letter of a word? */
static bool final_sigma(const KiStr *s, size_t i) {
    size_t j = i;
    while (j > 0 && ki_uc_is_case_ignorable(ki_str_at(s, j - 1)))
        j--;
    if (j == 0 || !ki_uc_is_cased(ki_str_at(s, j - 1))) return false;
    for (j = i + 1; j < s->len && ki_uc_is_case_ignorable(ki_str_at(s, j));)
        j++;
    return j == s->len || !ki_uc_is_cased(ki_str_at(s, j));
}

static int lower_at(const KiStr *s, size_t i, uint32_t out[3]) {
    uint32_t c = ki_str_at(s, i);
    if (c == 0x3A3) {
        out[0] = final_sigma(s, i) ? 0x3C2 : 0x3C3;
        return 1;
    }
    return ki_uc_lower(c, out);
}

static void put_mapped(KiStrBuilder *b, const uint32_t *cps, int n) {
    for (int i = 0; i < n; i++)
        ki_sb_putc(b, cps[i]);
}

KiValue ki_strm_lower(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    if (is_ascii(s)) return ascii_map(ks, s, ascii_lower);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    uint32_t m[3];
    for (size_t i = 0; i < s->len; i++)
        put_mapped(&b, m, lower_at(s, i, m));
    return ki_sb_finish(&b);
}

static KiValue map_chars(KiState *ks, KiStr *s, int (*f)(uint32_t, uint32_t[3])) {
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    uint32_t m[3];
    for (size_t i = 0; i < s->len; i++)
        put_mapped(&b, m, f(ki_str_at(s, i), m));
    return ki_sb_finish(&b);
}

KiValue ki_strm_upper(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return is_ascii(s) ? ascii_map(ks, s, ascii_upper) : map_chars(ks, s, ki_uc_upper);
}

KiValue ki_strm_casefold(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    return is_ascii(s) ? ascii_map(ks, s, ascii_lower) : map_chars(ks, s, ki_uc_fold);
}

KiValue ki_strm_capitalize(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    uint32_t m[3];
    for (size_t i = 0; i < s->len; i++)
        put_mapped(&b, m, i ? lower_at(s, i, m) : ki_uc_title(ki_str_at(s, 0), m));
    return ki_sb_finish(&b);
}

static bool cased(uint32_t c) {
    return ki_uc_is_lower(c) || ki_uc_is_upper(c) || ki_uc_is_title(c);
}

KiValue ki_strm_title(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    uint32_t m[3];
    bool inside = false;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        put_mapped(&b, m, inside ? lower_at(s, i, m) : ki_uc_title(c, m));
        inside = cased(c);
    }
    return ki_sb_finish(&b);
}

KiValue ki_strm_swapcase(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    uint32_t m[3];
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (ki_uc_is_upper(c))
            put_mapped(&b, m, lower_at(s, i, m));
        else if (ki_uc_is_lower(c))
            put_mapped(&b, m, ki_uc_upper(c, m));
        else
            ki_sb_putc(&b, c);
    }
    return ki_sb_finish(&b);
}

/* ---- tests ---- */

static KiValue all_chars(const KiStr *s, bool (*test)(uint32_t), bool empty) {
    if (!s->len) return ki_bool(empty);
    for (size_t i = 0; i < s->len; i++)
        if (!test(ki_str_at(s, i))) return KI_FALSE;
    return KI_TRUE;
}

static bool is_alnum(uint32_t c) {
    return ki_uc_is_alpha(c) || ki_uc_is_numeric(c) || ki_uc_is_digit(c);
}

#define CHAR_TEST(name, test, empty)                                                               \
    KiValue ki_strm_##name(KiState *ks, KiValue *args, int nargs) {                                \
        (void)ks;                                                                                  \
        (void)nargs;                                                                               \
        return all_chars(ki_self_str(args), test, empty);                                          \
    }
CHAR_TEST(isalnum, is_alnum, false)
CHAR_TEST(isalpha, ki_uc_is_alpha, false)
CHAR_TEST(isdecimal, ki_uc_is_decimal, false)
CHAR_TEST(isdigit, ki_uc_is_digit, false)
CHAR_TEST(isnumeric, ki_uc_is_numeric, false)
CHAR_TEST(isprintable, ki_uc_is_printable, true)
CHAR_TEST(isspace, ki_uc_is_space, false)

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
    for (size_t i = 1; i < s->len; i++)
        if (!kb_is_xid_continue(ki_str_at(s, i))) return KI_FALSE;
    return KI_TRUE;
}

/* Some cased character, and none for which `wrong` or title case holds. */
static KiValue only_case(const KiStr *s, bool (*right)(uint32_t), bool (*wrong)(uint32_t)) {
    bool any = false;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (wrong(c) || ki_uc_is_title(c)) return KI_FALSE;
        any |= right(c);
    }
    return ki_bool(any);
}
KiValue ki_strm_islower(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    return only_case(ki_self_str(args), ki_uc_is_lower, ki_uc_is_upper);
}
KiValue ki_strm_isupper(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    return only_case(ki_self_str(args), ki_uc_is_upper, ki_uc_is_lower);
}
KiValue ki_strm_istitle(KiState *ks, KiValue *args, int nargs) {
    (void)ks;
    (void)nargs;
    KiStr *s = ki_self_str(args);
    bool any = false, inside = false;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (ki_uc_is_upper(c) || ki_uc_is_title(c)) {
            if (inside) return KI_FALSE;
            inside = any = true;
        } else if (ki_uc_is_lower(c)) {
            if (!inside) return KI_FALSE;
            any = true;
        } else {
            inside = false;
        }
    }
    return ki_bool(any);
}
