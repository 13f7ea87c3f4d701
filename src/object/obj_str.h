#ifndef KI_OBJ_STR_H
#define KI_OBJ_STR_H
/* str: code points in the narrowest of 1, 2 or 4 bytes each (Latin-1, UCS-2, UCS-4), data inline
 * and NUL-terminated. ASCII text is its own UTF-8; others cache theirs on first use. The empty
 * string and all one-character Latin-1 strings exist once per state. */
#include "type.h"

#define KI_STR_ASCII    KI_OF_A /* all code points < 128 (implies width 1) */
#define KI_STR_INTERNED KI_OF_B
/* The name of a file whose functions stand for native ones: their frames are not shown. */
#define KI_STR_UNSEEN KI_OF_D

struct KiStr {
    KiObj h;       /* aux: width in bytes: 1, 2, 4 */
    uint64_t hash; /* 0: not yet computed */
    size_t len;    /* code points */
    char *utf8;    /* NULL, or cached UTF-8 (own block of utf8_len + 1) for non-ASCII text */
    size_t utf8_len;
    union {
        uint8_t u1[1];
        uint16_t u2[1];
        uint32_t u4[1];
    } data; /* len + 1 units */
};

static inline bool ki_is_str_exact(KiValue v) {
    return ki_is_kind(v, KI_K_STR);
}
static inline bool ki_is_str(KiValue v) {
    return ki_has_layout(v, KI_K_STR);
}
/* v must satisfy ki_is_str: the exact str behind it. Borrowed. */
static inline KiStr *ki_str_of(KiValue v) {
    return (KiStr *)ki_obj(ki_unbox(v));
}
static inline int ki_str_width(const KiStr *s) {
    return s->h.aux;
}
static inline uint32_t ki_str_at(const KiStr *s, size_t i) {
    return s->h.aux == 1 ? s->data.u1[i] : s->h.aux == 2 ? s->data.u2[i] : s->data.u4[i];
}

/* UTF-8 (surrogatepass form accepted) to str; malformed text raises UnicodeDecodeError. */
KiValue ki_str_from_utf8(KiState *ks, const char *s, size_t n);
KiValue ki_str_from_cstr(KiState *ks, const char *s);
/* ABSENT where text is malformed, at *bad. */
KiValue ki_str_decode_utf8(KiState *ks, const uint8_t *p, size_t n, bool surrogates,
                           size_t *bad) KB_MUST_CHECK;
/* Bytes of the text as UTF-8, and whether it has surrogates (or NULL), which count three each; what
 * is written takes one byte more on its way. */
size_t ki_utf8_size(const KiStr *s, bool *surrogates);
void ki_utf8_write(const KiStr *s, uint8_t *to);
/* The text of a message built of parts from ki_cstr; changes the buffer. */
KiValue ki_str_from_message(KiState *ks, char *p, size_t n);
KiValue ki_str_from_ascii(KiState *ks, const char *s, size_t n); /* caller knows it is ASCII */
KiValue ki_str_from_ucs4(KiState *ks, const uint32_t *s, size_t n);
KiValue ki_str_from_char(KiState *ks, uint32_t cp);
KiValue ki_str_format(KiState *ks, const char *fmt, ...) KB_PRINTF(2, 3);
/* Uninitialised str of len units of width; fill data, then it is ready. ascii: promise. */
KiStr *ki_str_alloc(KiState *ks, size_t len, int width, bool ascii);
/* A filled str of more than one unit, perhaps wider than its text, as it must be. Consumes s. */
KiValue ki_str_narrowed(KiState *ks, KiStr *s) KB_MUST_CHECK;
/* UTF-8 text, NUL-terminated, owned by s. Lone surrogates come in 3-byte form. NULL: MemoryError.
 */
const char *ki_str_utf8(KiState *ks, KiStr *s, size_t *len);
/* The same for C functions that end at the first null character: ValueError if s has one. */
const char *ki_str_utf8_whole(KiState *ks, KiStr *s) KB_MUST_CHECK;
/* UnicodeEncodeError where s has surrogates; for a path, other than escaped bytes. */
bool ki_str_check_encodable(KiState *ks, KiStr *s) KB_MUST_CHECK;
bool ki_str_check_path(KiState *ks, KiStr *s) KB_MUST_CHECK;
uint64_t ki_str_hash(KiState *ks, KiStr *s);
bool ki_str_eq(KiState *ks, const KiStr *a, const KiStr *b);
bool ki_str_eq_cstr(const KiStr *a, const char *b); /* b ASCII */
/* s has the characters of a literal: without a call, for arguments that are nearly always the same.
 */
#define ki_str_is(s, literal)                                                                      \
    ((s)->len == sizeof(literal) - 1 && ((s)->h.flags & KI_STR_ASCII) &&                           \
     memcmp((s)->data.u1, literal, sizeof(literal) - 1) == 0)
int ki_str_compare(const KiStr *a, const KiStr *b);
bool ki_str_holds(KiState *ks, const KiStr *a, const KiStr *b, KiCompareOp op); /* a op b */
/* The one interned copy; takes ownership of s and returns an owned reference (NULL: error). */
KiStr *ki_str_intern(KiState *ks, KiStr *s);
KiStr *ki_intern_cstr(KiState *ks, const char *s);
KiValue ki_str_concat(KiState *ks, KiStr *a, KiStr *b);
/* *left += right, growing in place when *left has no other owner. Consumes *left's reference. */
bool ki_str_append(KiState *ks, KiValue *left, KiStr *right);
KiValue ki_str_slice(KiState *ks, KiStr *s, int64_t start, int64_t stop, int64_t step, int64_t n);
int64_t ki_str_find(const KiStr *s, const KiStr *sub, int64_t start, int64_t end, bool reverse);
/* Fills at[] with the places in s[*from:end] where sub, which is not empty, stands without
 * overlapping, and moves *from behind them. Fewer than room: there are no more. */
size_t ki_str_find_all(const KiStr *s, const KiStr *sub, size_t *from, size_t end, size_t *at,
                       size_t room);
size_t ki_str_count(const KiStr *s, const KiStr *sub, size_t start, size_t end); /* likewise */
#endif
