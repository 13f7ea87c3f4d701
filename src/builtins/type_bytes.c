/* Methods of bytes and bytearray: searching, case, padding, tables, hexadecimal text; and the
 * changing methods of bytearray. */
#include "type_bytes.h"
#include "../object/type_layout.h"
#include "builtins.h"
#include "codecs.h"

#include "type_init.h"

bool ki_bytes_arg(KiState *ks, KiValue v, KiBuffer *loan, KiBytesSpan *out) {
    if (!ki_get_buffer(ks, v, loan, false)) return false;
    if (!ki_buffer_in_one_piece(ks, loan)) {
        ki_release_buffer(ks, loan);
        return false;
    }
    *out = (KiBytesSpan){loan->data, loan->len};
    return true;
}

static KiValue same(KiState *ks, KiValue self) {
    if (ki_is_bytes(self)) return ki_new_ref(ki_unbox(self));
    KiBytesSpan s = ki_bytes_span(self);
    return ki_bytes_like(ks, self, s.data, s.len);
}

/* ---- searching ---- */

typedef struct Needle {
    KiBuffer loan;
    bool lent;
    uint8_t byte;
    KiBytesSpan span;
} Needle;

static bool get_needle(KiState *ks, KiValue v, Needle *n) {
    n->lent = false;
    const KiSlots *sl = ki_slots_of(ks, v);
    if (sl->get_buffer) {
        n->lent = ki_bytes_arg(ks, v, &n->loan, &n->span);
        return n->lent;
    }
    if (!ki_is_integer(v) && !sl->unary[KI_INDEX]) {
        ki_raise(ks, KI_EXC_TypeError, "argument should be integer or bytes-like object, not '%s'",
                 ki_type_name(ks, v));
        return false;
    }
    if (!ki_byte_value(ks, v, "byte", &n->byte)) return false;
    n->span = (KiBytesSpan){&n->byte, 1};
    return true;
}
static void drop_needle(KiState *ks, Needle *n) {
    if (n->lent) ki_release_buffer(ks, &n->loan);
}

static bool range_args(KiState *ks, KiValue *args, int64_t len, int64_t *start, int64_t *end) {
    *start = 0;
    *end = INT64_MAX;
    if (!ki_arg_slice_index(ks, args[2], start) || !ki_arg_slice_index(ks, args[3], end))
        return false;
    ki_adjust_indices(start, end, len);
    return true;
}

static KiValue find(KiState *ks, KiValue *args, bool reverse, bool must) {
    Needle n;
    int64_t start, end, at = -1;
    if (!range_args(ks, args, ki_bytes_span(args[0]).len, &start, &end) ||
        !get_needle(ks, args[1], &n))
        return KI_ERR;
    KiBytesSpan s = ki_bytes_span(args[0]);
    if (start <= end && end <= s.len)
        at = ki_bytes_find((KiBytesSpan){s.data + start, end - start}, n.span, reverse);
    drop_needle(ks, &n);
    if (at < 0 && must) return ki_raise(ks, KI_EXC_ValueError, "subsection not found");
    return ki_small_int(at < 0 ? -1 : at + start);
}
static KiValue bytes_find(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, false, false);
}
static KiValue bytes_rfind(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, true, false);
}
static KiValue bytes_index(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, false, true);
}
static KiValue bytes_rindex(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, true, true);
}

static int64_t count_in(KiBytesSpan s, KiBytesSpan n, int64_t max) {
    int64_t count = 0, at;
    while (count != max && (at = ki_bytes_find(s, n, false)) >= 0) {
        count++;
        s.data += at + n.len;
        s.len -= at + n.len;
    }
    return count;
}

static KiValue bytes_count(KiState *ks, KiValue *args, int nargs) {
    Needle n;
    int64_t start, end, count = 0;
    if (!range_args(ks, args, ki_bytes_span(args[0]).len, &start, &end) ||
        !get_needle(ks, args[1], &n))
        return KI_ERR;
    KiBytesSpan s = ki_bytes_span(args[0]);
    if (start <= end && end <= s.len)
        count = n.span.len ? count_in((KiBytesSpan){s.data + start, end - start}, n.span, -1)
                           : end - start + 1;
    drop_needle(ks, &n);
    return ki_small_int(count);
}

/* 1, 0, -1 raised */
static int affix_one(KiState *ks, KiValue self, KiValue v, int64_t start, int64_t end, bool tail) {
    KiBuffer loan;
    KiBytesSpan p, s = ki_bytes_span(self);
    if (!ki_bytes_arg(ks, v, &loan, &p)) return -1;
    int r = end - start >= p.len &&
            memcmp(s.data + (tail ? end - p.len : start), p.data, (size_t)p.len) == 0;
    ki_release_buffer(ks, &loan);
    return r;
}

static KiValue affix(KiState *ks, KiValue *args, const char *name, bool tail) {
    int64_t start, end;
    if (!range_args(ks, args, ki_bytes_span(args[0]).len, &start, &end)) return KI_ERR;
    int r = 0;
    if (ki_is_tuple(args[1])) {
        KiTuple *t = ki_tuple_of(args[1]);
        for (int64_t i = 0; i < t->len && r == 0; i++)
            r = affix_one(ks, args[0], t->items[i], start, end, tail);
    } else if (!ki_slots_of(ks, args[1])->get_buffer) {
        return ki_raise(ks, KI_EXC_TypeError,
                        "%s first arg must be bytes or a tuple of bytes, not %s", name,
                        ki_type_name(ks, args[1]));
    } else {
        r = affix_one(ks, args[0], args[1], start, end, tail);
    }
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue bytes_startswith(KiState *ks, KiValue *args, int nargs) {
    return affix(ks, args, "startswith", false);
}
static KiValue bytes_endswith(KiState *ks, KiValue *args, int nargs) {
    return affix(ks, args, "endswith", true);
}

static KiValue remove_affix(KiState *ks, KiValue *args, bool tail) {
    KiBytesSpan s = ki_bytes_span(args[0]), p;
    KiBuffer loan;
    int r = affix_one(ks, args[0], args[1], 0, s.len, tail);
    if (r < 0) return KI_ERR;
    if (!r) return same(ks, args[0]);
    if (!ki_bytes_arg(ks, args[1], &loan, &p)) return KI_ERR;
    int64_t n = p.len;
    ki_release_buffer(ks, &loan);
    return ki_bytes_like(ks, args[0], s.data + (tail ? 0 : n), s.len - n);
}
static KiValue bytes_removeprefix(KiState *ks, KiValue *args, int nargs) {
    return remove_affix(ks, args, false);
}
static KiValue bytes_removesuffix(KiState *ks, KiValue *args, int nargs) {
    return remove_affix(ks, args, true);
}

/* ---- replace, translate ---- */

static KiValue replace(KiState *ks, KiValue self, KiBytesSpan old, KiBytesSpan new_, int64_t max) {
    KiBytesSpan s = ki_bytes_span(self);
    int64_t count = old.len ? count_in(s, old, max) : max < 0 || max > s.len + 1 ? s.len + 1 : max;
    if (!count) return same(ks, self);
    int64_t len;
    if (__builtin_mul_overflow(count, new_.len - old.len, &len) ||
        __builtin_add_overflow(len, s.len, &len))
        return ki_raise_nomem(ks);
    KiValue r = ki_bytes_like(ks, self, NULL, len);
    if (r == KI_ERR || len == 0) return r;
    uint8_t *to = ki_bytes_like_data(r);
    s = ki_bytes_span(self);
    while (count-- > 0) {
        int64_t at = old.len ? ki_bytes_find(s, old, false) : 0;
        memcpy(to, s.data, (size_t)at);
        to += at;
        memcpy(to, new_.data, (size_t)new_.len);
        to += new_.len;
        if (!old.len && s.len) { /* between all bytes */
            *to++ = s.data[0];
            at = 1;
        }
        s.data += at + old.len;
        s.len -= at + old.len;
    }
    if (s.len > 0) memcpy(to, s.data, (size_t)s.len);
    return r;
}

static KiValue bytes_replace(KiState *ks, KiValue *args, int nargs) {
    int64_t max;
    KiBuffer l1, l2;
    KiBytesSpan old, new_;
    if (!ki_bytes_arg(ks, args[1], &l1, &old)) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_bytes_arg(ks, args[2], &l2, &new_)) {
        if (ki_arg_i64(ks, args[3], &max)) r = replace(ks, args[0], old, new_, max);
        ki_release_buffer(ks, &l2);
    }
    ki_release_buffer(ks, &l1);
    return r;
}

static KiValue bytes_translate(KiState *ks, KiValue *args, int nargs) {
    uint8_t table[256];
    bool gone[256] = {false};
    KiBuffer loan;
    KiBytesSpan t;
    for (int c = 0; c < 256; c++)
        table[c] = (uint8_t)c;
    if (args[1] != KI_NONE) {
        if (!ki_bytes_arg(ks, args[1], &loan, &t)) return KI_ERR;
        bool ok = t.len == 256;
        if (ok) memcpy(table, t.data, 256);
        ki_release_buffer(ks, &loan);
        if (!ok)
            return ki_raise(ks, KI_EXC_ValueError, "translation table must be 256 characters long");
    }
    if (!ki_bytes_arg(ks, args[2], &loan, &t)) return KI_ERR;
    for (int64_t i = 0; i < t.len; i++)
        gone[t.data[i]] = true;
    ki_release_buffer(ks, &loan);
    KiBytesSpan s = ki_bytes_span(args[0]);
    int64_t n = 0;
    for (int64_t i = 0; i < s.len; i++)
        n += !gone[s.data[i]];
    KiValue r = ki_bytes_like(ks, args[0], NULL, n);
    if (r == KI_ERR || !n) return r;
    uint8_t *to = ki_bytes_like_data(r);
    for (int64_t i = 0; i < s.len; i++)
        if (!gone[s.data[i]]) *to++ = table[s.data[i]];
    return r;
}

static KiValue bytes_maketrans(KiState *ks, KiValue *args, int nargs) {
    KiBuffer l1, l2;
    KiBytesSpan a, b;
    if (!ki_bytes_arg(ks, args[0], &l1, &a)) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_bytes_arg(ks, args[1], &l2, &b)) {
        if (a.len != b.len) {
            ki_raise(ks, KI_EXC_ValueError, "maketrans arguments must have same length");
        } else if ((r = ki_bytes_from(ks, NULL, 256)) != KI_ERR) {
            uint8_t *t = ki_bytes_of(r)->data;
            for (int c = 0; c < 256; c++)
                t[c] = (uint8_t)c;
            for (int64_t i = 0; i < a.len; i++)
                t[a.data[i]] = b.data[i];
        }
        ki_release_buffer(ks, &l2);
    }
    ki_release_buffer(ks, &l1);
    return r;
}

/* ---- ASCII case and tests ---- */

static inline bool up(uint8_t c) {
    return c >= 'A' && c <= 'Z';
}
static inline bool low(uint8_t c) {
    return c >= 'a' && c <= 'z';
}
static inline bool digit(uint8_t c) {
    return c >= '0' && c <= '9';
}
static inline bool blank(uint8_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}
static inline uint8_t to_low(uint8_t c) {
    return up(c) ? c + 32 : c;
}
static inline uint8_t to_up(uint8_t c) {
    return low(c) ? c - 32 : c;
}

typedef enum { LOWER, UPPER, SWAP, CAPITALIZE, TITLE } CaseOp;
static KiValue change_case(KiState *ks, KiValue self, CaseOp op) {
    KiBytesSpan s = ki_bytes_span(self);
    KiValue r = ki_bytes_like(ks, self, s.data, s.len);
    if (r == KI_ERR || !s.len) return r;
    if (ki_is_bytes(r) && r == ki_unbox(self)) return r;
    uint8_t *d = ki_bytes_like_data(r);
    bool inside = false;
    for (int64_t i = 0; i < s.len; i++) {
        uint8_t c = d[i];
        switch (op) {
        case LOWER:
            d[i] = to_low(c);
            break;
        case UPPER:
            d[i] = to_up(c);
            break;
        case SWAP:
            d[i] = up(c) ? to_low(c) : to_up(c);
            break;
        case CAPITALIZE:
            d[i] = i ? to_low(c) : to_up(c);
            break;
        case TITLE:
            d[i] = inside ? to_low(c) : to_up(c);
            inside = up(c) || low(c);
            break;
        }
    }
    return r;
}
static KiValue bytes_lower(KiState *ks, KiValue *args, int nargs) {
    return change_case(ks, args[0], LOWER);
}
static KiValue bytes_upper(KiState *ks, KiValue *args, int nargs) {
    return change_case(ks, args[0], UPPER);
}
static KiValue bytes_swapcase(KiState *ks, KiValue *args, int nargs) {
    return change_case(ks, args[0], SWAP);
}
static KiValue bytes_capitalize(KiState *ks, KiValue *args, int nargs) {
    return change_case(ks, args[0], CAPITALIZE);
}
static KiValue bytes_title(KiState *ks, KiValue *args, int nargs) {
    return change_case(ks, args[0], TITLE);
}

static bool is_alpha(uint8_t c) {
    return up(c) || low(c);
}
static bool is_alnum(uint8_t c) {
    return up(c) || low(c) || digit(c);
}
static bool is_digit(uint8_t c) {
    return digit(c);
}
static bool is_blank(uint8_t c) {
    return blank(c);
}
static bool is_ascii(uint8_t c) {
    return c < 128;
}
static KiValue all_bytes(KiValue self, bool (*test)(uint8_t), bool empty) {
    KiBytesSpan s = ki_bytes_span(self);
    for (int64_t i = 0; i < s.len; i++)
        if (!test(s.data[i])) return KI_FALSE;
    return ki_bool(s.len || empty);
}
static KiValue bytes_isalnum(KiState *ks, KiValue *args, int nargs) {
    return all_bytes(args[0], is_alnum, false);
}
static KiValue bytes_isalpha(KiState *ks, KiValue *args, int nargs) {
    return all_bytes(args[0], is_alpha, false);
}
static KiValue bytes_isascii(KiState *ks, KiValue *args, int nargs) {
    return all_bytes(args[0], is_ascii, true);
}
static KiValue bytes_isdigit(KiState *ks, KiValue *args, int nargs) {
    return all_bytes(args[0], is_digit, false);
}
static KiValue bytes_isspace(KiState *ks, KiValue *args, int nargs) {
    return all_bytes(args[0], is_blank, false);
}
static KiValue only_case(KiValue self, bool upper) {
    KiBytesSpan s = ki_bytes_span(self);
    bool any = false;
    for (int64_t i = 0; i < s.len; i++) {
        if (upper ? low(s.data[i]) : up(s.data[i])) return KI_FALSE;
        any |= up(s.data[i]) || low(s.data[i]);
    }
    return ki_bool(any);
}
static KiValue bytes_islower(KiState *ks, KiValue *args, int nargs) {
    return only_case(args[0], false);
}
static KiValue bytes_isupper(KiState *ks, KiValue *args, int nargs) {
    return only_case(args[0], true);
}
static KiValue bytes_istitle(KiState *ks, KiValue *args, int nargs) {
    KiBytesSpan s = ki_bytes_span(args[0]);
    bool any = false, inside = false;
    for (int64_t i = 0; i < s.len; i++) {
        uint8_t c = s.data[i];
        if (up(c) ? inside : low(c) && !inside) return KI_FALSE;
        inside = up(c) || low(c);
        any |= inside;
    }
    return ki_bool(any);
}

/* ---- padding ---- */

static KiValue pad(KiState *ks, KiValue self, int64_t left, int64_t right, uint8_t fill) {
    KiBytesSpan s = ki_bytes_span(self);
    if (left <= 0 && right <= 0) return same(ks, self);
    KiValue r = ki_bytes_like(ks, self, NULL, left + s.len + right);
    if (r == KI_ERR) return r;
    uint8_t *d = ki_bytes_like_data(r);
    memset(d, fill, (size_t)left);
    memcpy(d + left, s.data, (size_t)s.len);
    memset(d + left + s.len, fill, (size_t)right);
    return r;
}

static KiValue justify(KiState *ks, KiValue *args, const char *name, int how) {
    int64_t width, len = ki_bytes_span(args[0]).len;
    uint8_t fill = ' ';
    if (!ki_arg_i64(ks, args[1], &width)) return KI_ERR;
    if (args[2] != KI_ABSENT) {
        if (!ki_is_bytes_or_bytearray(args[2]) || ki_bytes_span(args[2]).len != 1)
            return ki_raise(ks, KI_EXC_TypeError,
                            "%s() argument 2 must be a byte string of length 1, not %s", name,
                            ki_is_none(args[2]) ? "None" : ki_type_name(ks, args[2]));
        fill = ki_bytes_span(args[2]).data[0];
    }
    int64_t room = width > len ? width - len : 0, left = how < 0   ? 0
                                                         : how > 0 ? room
                                                                   : room / 2 + (room & width & 1);
    return pad(ks, args[0], left, room - left, fill);
}
static KiValue bytes_ljust(KiState *ks, KiValue *args, int nargs) {
    return justify(ks, args, "ljust", -1);
}
static KiValue bytes_rjust(KiState *ks, KiValue *args, int nargs) {
    return justify(ks, args, "rjust", 1);
}
static KiValue bytes_center(KiState *ks, KiValue *args, int nargs) {
    return justify(ks, args, "center", 0);
}

static KiValue bytes_zfill(KiState *ks, KiValue *args, int nargs) {
    int64_t width;
    if (!ki_arg_i64(ks, args[1], &width)) return KI_ERR;
    int64_t len = ki_bytes_span(args[0]).len;
    KiValue r = pad(ks, args[0], width > len ? width - len : 0, 0, '0');
    if (r == KI_ERR || width <= len || !len) return r;
    uint8_t *d = ki_bytes_like_data(r), sign = d[width - len];
    if (sign == '+' || sign == '-') {
        d[width - len] = '0';
        d[0] = sign;
    }
    return r;
}

static KiValue bytes_expandtabs(KiState *ks, KiValue *args, int nargs) {
    int size;
    int64_t column = 0;
    if (!ki_to_int(ks, args[1], &size)) return KI_ERR;
    KiBytesSpan s = ki_bytes_span(args[0]);
    KiValue out = ki_bytearray_from(ks, NULL, 0);
    for (int64_t i = 0; out != KI_ERR && i < s.len; i++) {
        uint8_t c = s.data[i];
        int64_t n = c != '\t' ? 1 : size > 0 ? size - column % size : 0;
        KiBytearray *b = ki_bytearray_of(out);
        size_t at = b->len;
        if (!ki_bytearray_resize(ks, b, at + (size_t)n)) {
            ki_decref(ks, out);
            return KI_ERR;
        }
        memset(b->data + at, c == '\t' ? ' ' : c, (size_t)n);
        column = c == '\n' || c == '\r' ? 0 : column + n;
    }
    if (out != KI_ERR && !ki_is_bytearray(args[0]))
        ki_assign(ks, &out,
                  ki_bytes_from(ks, ki_bytearray_of(out)->data, ki_bytearray_of(out)->len));
    return out;
}

/* ---- text ---- */

static KiValue bytes_decode(KiState *ks, KiValue *args, int nargs) {
    const char *text[2];
    if (ki_is_bytes(args[0]) && ki_is_str(args[1]) && ki_is_str(args[2]) &&
        ki_str_is(ki_str_of(args[1]), "utf-8") &&
        ki_str_is(ki_str_of(args[2]), "strict")) { /* the usual call, without a look-up */
        KiBytes *b = ki_bytes_of(args[0]);
        KiValue clean = ki_decode_utf_clean(ks, b->data, b->len, 1, false);
        if (clean != KI_ABSENT) return clean;
    }
    for (int i = 0; i < 2; i++) {
        if (!ki_is_str(args[i + 1]))
            return ki_raise(ks, KI_EXC_TypeError, "decode() argument '%s' must be str, not %s",
                            i ? "errors" : "encoding",
                            args[i + 1] == KI_NONE ? "None" : ki_type_name(ks, args[i + 1]));
        if (!(text[i] = ki_str_utf8_whole(ks, ki_str_of(args[i + 1])))) return KI_ERR;
    }
    KiBytesSpan s = ki_bytes_span(args[0]);
    if (!s.len && !ks->config.dev_mode) /* the codec is not looked up */
        return ki_str_from_ascii(ks, "", 0);
    return ki_decode(ks, s.data, (size_t)s.len, text[0], text[1]);
}

KiValue ki_bytes_hex(KiState *ks, const uint8_t *data, size_t n, KiValue sep, KiValue per) {
    static const char HEX[] = "0123456789abcdef";
    int group = 0;
    uint32_t c = 0;
    if (!ki_to_int(ks, per, &group)) return KI_ERR;
    if (sep == KI_ABSENT) {
        group = 0;
    } else {
        int64_t len = ki_len(ks, sep);
        if (len < 0) return KI_ERR;
        if (len != 1) return ki_raise(ks, KI_EXC_ValueError, "sep must be length 1.");
        if (ki_is_str(sep) && ki_str_of(sep)->len == 1)
            c = ki_str_at(ki_str_of(sep), 0);
        else if (ki_is_bytes(sep) && ki_bytes_of(sep)->len == 1)
            c = ki_bytes_of(sep)->data[0];
        else
            return ki_raise(ks, KI_EXC_TypeError, "sep must be str or bytes.");
        if (c > 127) return ki_raise(ks, KI_EXC_ValueError, "sep must be ASCII.");
    }
    size_t every = group < 0 ? (size_t) - (int64_t)group : (size_t)group,
           gaps = every && n ? (n - 1) / every : 0;
    if (n * 2 + gaps < 2) return ki_str_from_ascii(ks, "", 0);
    KiStr *r = ki_str_alloc(ks, n * 2 + gaps, 1, true);
    if (!r) return KI_ERR;
    uint8_t *to = r->data.u1;
    for (size_t i = 0; i < n; i++) {
        size_t from = group > 0 ? n - i : i; /* groups count from the right if positive */
        if (i && every && from % every == 0) *to++ = (uint8_t)c;
        *to++ = (uint8_t)HEX[data[i] >> 4];
        *to++ = (uint8_t)HEX[data[i] & 15];
    }
    return ki_from_obj(r);
}

static KiValue bytes_hex(KiState *ks, KiValue *args, int nargs) {
    KiBytesSpan s = ki_bytes_span(args[0]);
    return ki_bytes_hex(ks, s.data, (size_t)s.len, args[1], args[2]);
}

static int hex_digit(uint32_t c) {
    return c >= '0' && c <= '9'                            ? (int)c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' && c < 128 ? (int)(c | 32) - 'a' + 10
                                                           : -1;
}

KiValue ki_bytes_fromhex(KiState *ks, KiValue text) {
    if (!ki_is_str(text))
        return ki_raise(ks, KI_EXC_TypeError, "fromhex() argument must be str, not %s",
                        ki_arg_type_name(ks, text));
    KiStr *s = ki_str_of(text);
    for (size_t i = 0; !(s->h.flags & KI_STR_ASCII) && i < s->len; i++)
        if (ki_str_at(s, i) > 127)
            return ki_raise(ks, KI_EXC_ValueError,
                            "non-hexadecimal number found in fromhex() arg at position %zu", i);
    KiValue r = ki_bytes_from(ks, NULL, s->len / 2 + 1);
    if (r == KI_ERR) return r;
    uint8_t *d = ki_bytes_of(r)->data;
    size_t n = 0, i = 0;
    while (i < s->len) {
        uint32_t c = ki_str_at(s, i);
        if (c < 128 && blank((uint8_t)c)) {
            i++;
            continue;
        }
        int hi = hex_digit(c), lo = hi >= 0 && i + 1 < s->len ? hex_digit(ki_str_at(s, i + 1)) : -1;
        if (lo < 0) {
            ki_decref(ks, r);
            return ki_raise(ks, KI_EXC_ValueError,
                            "non-hexadecimal number found in fromhex() arg at position %zu",
                            hi < 0 ? i : i + 1);
        }
        d[n++] = (uint8_t)(hi << 4 | lo);
        i += 2;
    }
    KiValue out = ki_bytes_from(ks, d, n);
    ki_decref(ks, r);
    return out;
}

static KiValue bytes_fromhex(KiState *ks, KiValue *args, int nargs) {
    KiValue b = ki_bytes_fromhex(ks, args[1]);
    if (b == KI_ERR || args[0] == ki_from_obj(ks->types[KI_K_BYTES])) return b;
    KiValue r = ki_call1(ks, args[0], b);
    ki_decref(ks, b);
    return r;
}

static KiValue bytes_getnewargs(KiState *ks, KiValue *args, int nargs) {
    return ki_tuple_pack(ks, 1, ki_unbox(args[0]));
}
static KiValue bytearray_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}
static KiValue bytes_dunder_bytes(KiState *ks, KiValue *args, int nargs) {
    return ki_new_ref(ki_unbox(args[0]));
}

/* ---- bytearray only ---- */

static KiValue ba_alloc(KiState *ks, KiValue *args, int nargs) {
    return ki_small_int((int64_t)ki_bytearray_of(args[0])->cap);
}

static bool insert_at(KiState *ks, KiBytearray *b, int64_t at, uint8_t c) {
    size_t n = b->len;
    if (!ki_bytearray_resize(ks, b, n + 1)) return false;
    memmove(b->data + at + 1, b->data + at, n - (size_t)at);
    b->data[at] = c;
    return true;
}

static KiValue ba_append(KiState *ks, KiValue *args, int nargs) {
    uint8_t c;
    KiBytearray *b = ki_bytearray_of(args[0]);
    return ki_byte_value(ks, args[1], "byte", &c) && insert_at(ks, b, (int64_t)b->len, c) ? KI_NONE
                                                                                          : KI_ERR;
}
static KiValue ba_insert(KiState *ks, KiValue *args, int nargs) {
    int64_t i;
    uint8_t c;
    KiBytearray *b = ki_bytearray_of(args[0]);
    if (!ki_arg_i64(ks, args[1], &i) || !ki_byte_value(ks, args[2], "byte", &c)) return KI_ERR;
    if (i < 0 && (i += (int64_t)b->len) < 0) i = 0;
    if (i > (int64_t)b->len) i = (int64_t)b->len;
    return insert_at(ks, b, i, c) ? KI_NONE : KI_ERR;
}
static KiValue ba_clear(KiState *ks, KiValue *args, int nargs) {
    return ki_bytearray_resize(ks, ki_bytearray_of(args[0]), 0) ? KI_NONE : KI_ERR;
}
static KiValue ba_copy(KiState *ks, KiValue *args, int nargs) {
    KiBytesSpan s = ki_bytes_span(args[0]);
    return ki_bytearray_from(ks, s.data, (size_t)s.len);
}
static KiValue ba_extend(KiState *ks, KiValue *args, int nargs) {
    if (ki_is_str(args[1])) {
        if (!ki_str_of(args[1])->len) return KI_NONE;
        return ki_raise(ks, KI_EXC_TypeError, "'str' object cannot be interpreted as an integer");
    }
    const KiSlots *sl = ki_slots_of(ks, args[1]);
    KiValue src;
    if (sl->get_buffer) {
        src = ki_bytes_from_object(ks, args[1]);
    } else {
        KiValue it = ki_iter(ks, args[1]);
        if (it == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            return ki_raise(ks, KI_EXC_TypeError, "can't extend bytearray with %s",
                            ki_type_name(ks, args[1]));
        }
        if (it == KI_ERR) return KI_ERR;
        src = ki_length_hint(ks, args[1], 0) < 0
                  ? KI_ERR
                  : ki_bytes_source(ks, "bytearray", it, KI_ABSENT, KI_ABSENT, NULL);
        ki_decref(ks, it);
    }
    if (src == KI_ERR) return KI_ERR;
    KiBytearray *b = ki_bytearray_of(args[0]);
    size_t at = b->len, n = ki_bytes_of(src)->len;
    bool ok = n == 0 || ki_bytearray_resize(ks, b, at + n);
    if (ok && n) memcpy(b->data + at, ki_bytes_of(src)->data, n);
    ki_decref(ks, src);
    return ok ? KI_NONE : KI_ERR;
}
static bool delete_at(KiState *ks, KiBytearray *b, int64_t i) {
    if (b->exports) return ki_bytearray_resize(ks, b, b->len - 1);
    memmove(b->data + i, b->data + i + 1, b->len - (size_t)i - 1);
    return ki_bytearray_resize(ks, b, b->len - 1);
}
static KiValue ba_pop(KiState *ks, KiValue *args, int nargs) {
    int64_t i;
    KiBytearray *b = ki_bytearray_of(args[0]);
    if (!ki_arg_i64(ks, args[1], &i)) return KI_ERR;
    if (!b->len) return ki_raise(ks, KI_EXC_IndexError, "pop from empty bytearray");
    if (i < 0) i += (int64_t)b->len;
    if (i < 0 || i >= (int64_t)b->len)
        return ki_raise(ks, KI_EXC_IndexError, "pop index out of range");
    uint8_t c = b->data[i];
    return delete_at(ks, b, i) ? ki_small_int(c) : KI_ERR;
}
static KiValue ba_remove(KiState *ks, KiValue *args, int nargs) {
    uint8_t c;
    if (!ki_byte_value(ks, args[1], "byte", &c)) return KI_ERR;
    KiBytearray *b = ki_bytearray_of(args[0]);
    uint8_t *p = b->len ? memchr(b->data, c, b->len) : NULL;
    if (!p) return ki_raise(ks, KI_EXC_ValueError, "value not found in bytearray");
    return delete_at(ks, b, p - b->data) ? KI_NONE : KI_ERR;
}
static KiValue ba_reverse(KiState *ks, KiValue *args, int nargs) {
    KiBytearray *b = ki_bytearray_of(args[0]);
    for (size_t i = 0; i < b->len / 2; i++) {
        uint8_t t = b->data[i];
        b->data[i] = b->data[b->len - 1 - i];
        b->data[b->len - 1 - i] = t;
    }
    return KI_NONE;
}
/* (class, arguments, state); up to protocol 2 the content goes as Latin-1 text. */
static KiValue ba_reduce_for(KiState *ks, KiValue self, int64_t protocol) {
    KiBytesSpan s = ki_bytes_span(self);
    KiValue args = KI_ERR, out = KI_ERR;
    if (s.len == 0) {
        args = ki_tuple_from(ks, NULL, 0);
    } else if (protocol > 2) {
        KiValue b = ki_bytes_from(ks, s.data, (size_t)s.len);
        if (b != KI_ERR) args = ki_tuple_steal(ks, &b, 1);
    } else {
        KiValue b = ki_bytes_from(ks, s.data, (size_t)s.len), pair[2] = {KI_ERR, KI_ERR};
        if (b != KI_ERR) {
            pair[0] = ki_decode(ks, ki_bytes_of(b)->data, ki_bytes_of(b)->len, "latin-1", "strict");
            pair[1] = ki_str_from_cstr(ks, "latin-1");
            ki_decref(ks, b);
        }
        if (pair[0] != KI_ERR && pair[1] != KI_ERR) args = ki_tuple_pack(ks, 2, pair[0], pair[1]);
        for (int i = 0; i < 2; i++)
            if (pair[i] != KI_ERR) ki_decref(ks, pair[i]);
    }
    if (args == KI_ERR) return KI_ERR;
    KiValue state = ki_call_method(ks, self, ks->names.d_getstate, NULL, 0);
    if (state != KI_ERR) {
        out = ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, self)), args, state);
        ki_decref(ks, state);
    }
    ki_decref(ks, args);
    return out;
}
static KiValue ba_reduce(KiState *ks, KiValue *args, int nargs) {
    return ba_reduce_for(ks, args[0], 2);
}
static KiValue ba_reduce_ex(KiState *ks, KiValue *args, int nargs) {
    int64_t protocol;
    return ki_arg_i64(ks, args[1], &protocol) ? ba_reduce_for(ks, args[0], protocol) : KI_ERR;
}

#define TEST_DOC(what) "Return True if " what ", False otherwise."

static const KiDef both_defs[] = {
    {"__getnewargs__", "(self, /)", bytes_getnewargs, NULL, KI_DEF_UNSIGNED | KI_DEF_FIXED},
    {"__alloc__", "(self, /)", ba_alloc, "Return the number of bytes that are allocated.",
     KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"__reduce__", "(self, /)", ba_reduce, "The parts that pickle keeps.", KI_DEF_CHANGES},
    {"__reduce_ex__", "(self, proto=0, /)", ba_reduce_ex, "The parts that pickle keeps.",
     KI_DEF_CHANGES},
    {"__sizeof__", "(self, /)", bytearray_sizeof,
     "Return the size of the object in memory, in bytes.", KI_DEF_CHANGES},
    {"__bytes__", "(self, /)", bytes_dunder_bytes, "Convert this value to exact type bytes.",
     KI_DEF_FIXED},
    {"append", "(self, item, /)", ba_append, "Append a single byte.", KI_DEF_CHANGES},
    {"capitalize", "(self, /)", bytes_capitalize,
     "Return a copy with its first character in upper case and the rest in lower case (ASCII).",
     KI_DEF_UNSIGNED},
    {"center", "(self, width, fillchar=<absent>, /)", bytes_center,
     "Return the bytes centred in a field of the given width.", 0},
    {"clear", "(self, /)", ba_clear, "Remove all bytes.", KI_DEF_CHANGES},
    {"copy", "(self, /)", ba_copy, "Return a copy.", KI_DEF_CHANGES},
    {"count", "(self, sub, start=None, end=None, /)", bytes_count,
     "Return the number of non-overlapping occurrences of sub in self[start:end].",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"decode", "(self, /, encoding='utf-8', errors='strict')", bytes_decode,
     "Decode the bytes with the named codec; errors names the handling of invalid input.", 0},
    {"endswith", "(self, suffix, start=None, end=None, /)", bytes_endswith,
     "Return True if self[start:end] ends with the suffix, or one of a tuple of suffixes.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"expandtabs", "(self, /, tabsize=8)", bytes_expandtabs,
     "Return a copy in which tabs are expanded to spaces.", 0},
    {"extend", "(self, iterable_of_ints, /)", ba_extend,
     "Append all the bytes of an iterable or buffer.", KI_DEF_CHANGES},
    {"find", "(self, sub, start=None, end=None, /)", bytes_find,
     "Return the lowest index where sub is found in self[start:end], -1 if it is not there.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"fromhex", "(cls, string, /)", bytes_fromhex,
     "Create an object from a string of hexadecimal numbers; spaces between them are "
     "ignored.",
     KI_DEF_CLASS},
    {"hex", "(self, /, sep=<absent>, bytes_per_sep=1)", bytes_hex,
     "Return a string of hexadecimal numbers, with sep between groups of bytes_per_sep.", 0},
    {"index", "(self, sub, start=None, end=None, /)", bytes_index,
     "Like find, but raise ValueError if sub is not found.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"insert", "(self, index, item, /)", ba_insert, "Insert a single byte before the given index.",
     KI_DEF_CHANGES},
    {"isalnum", "(self, /)", bytes_isalnum, TEST_DOC("all characters are ASCII letters or digits"),
     KI_DEF_UNSIGNED},
    {"isalpha", "(self, /)", bytes_isalpha, TEST_DOC("all characters are ASCII letters"),
     KI_DEF_UNSIGNED},
    {"isascii", "(self, /)", bytes_isascii, TEST_DOC("all characters are ASCII"), KI_DEF_UNSIGNED},
    {"isdigit", "(self, /)", bytes_isdigit, TEST_DOC("all characters are ASCII digits"),
     KI_DEF_UNSIGNED},
    {"islower", "(self, /)", bytes_islower, TEST_DOC("the letters are lower case"),
     KI_DEF_UNSIGNED},
    {"isspace", "(self, /)", bytes_isspace, TEST_DOC("all characters are blank"), KI_DEF_UNSIGNED},
    {"istitle", "(self, /)", bytes_istitle, TEST_DOC("the bytes are in title case"),
     KI_DEF_UNSIGNED},
    {"isupper", "(self, /)", bytes_isupper, TEST_DOC("the letters are upper case"),
     KI_DEF_UNSIGNED},
    {"join", "(self, iterable, /)", ki_bytesm_join,
     "Concatenate any number of bytes objects, with this one between them.", 0},
    {"ljust", "(self, width, fillchar=<absent>, /)", bytes_ljust,
     "Return the bytes left-justified in a field of the given width.", 0},
    {"lower", "(self, /)", bytes_lower, "Return a copy with ASCII letters in lower case.",
     KI_DEF_UNSIGNED},
    {"lstrip", "(self, bytes=None, /)", ki_bytesm_lstrip,
     "Return a copy without leading blanks, or leading bytes of the argument.", 0},
    {"maketrans", "(frm, to, /)", bytes_maketrans,
     "Return a translation table usable for translate().", KI_DEF_STATIC},
    {"partition", "(self, sep, /)", ki_bytesm_partition,
     "Split at the first sep: (before, sep, after), or (self, b'', b'').", 0},
    {"pop", "(self, index=-1, /)", ba_pop,
     "Remove and return the byte at index (default: the last).", KI_DEF_CHANGES},
    {"remove", "(self, value, /)", ba_remove, "Remove the first occurrence of a byte.",
     KI_DEF_CHANGES},
    {"replace", "(self, old, new, count=-1, /)", bytes_replace,
     "Return a copy with the first count (-1: all) occurrences of old replaced by new.", 0},
    {"removeprefix", "(self, prefix, /)", bytes_removeprefix,
     "Return a copy without the prefix if it is there.", 0},
    {"removesuffix", "(self, suffix, /)", bytes_removesuffix,
     "Return a copy without the suffix if it is there.", 0},
    {"reverse", "(self, /)", ba_reverse, "Reverse the order of the bytes in place.",
     KI_DEF_CHANGES},
    {"rfind", "(self, sub, start=None, end=None, /)", bytes_rfind,
     "Return the highest index where sub is found in self[start:end], -1 if it is not there.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"rindex", "(self, sub, start=None, end=None, /)", bytes_rindex,
     "Like rfind, but raise ValueError if sub is not found.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"rjust", "(self, width, fillchar=<absent>, /)", bytes_rjust,
     "Return the bytes right-justified in a field of the given width.", 0},
    {"rpartition", "(self, sep, /)", ki_bytesm_rpartition,
     "Split at the last sep: (before, sep, after), or (b'', b'', self).", 0},
    {"rsplit", "(self, /, sep=None, maxsplit=-1)", ki_bytesm_rsplit,
     "Like split, but cut from the right when maxsplit limits the pieces.", 0},
    {"rstrip", "(self, bytes=None, /)", ki_bytesm_rstrip,
     "Return a copy without trailing blanks, or trailing bytes of the argument.", 0},
    {"split", "(self, /, sep=None, maxsplit=-1)", ki_bytesm_split,
     "Return a list of the pieces between separators: runs of blanks, or sep.", 0},
    {"splitlines", "(self, /, keepends=False)", ki_bytesm_splitlines,
     "Return a list of the lines, with their line breaks if keepends.", 0},
    {"startswith", "(self, prefix, start=None, end=None, /)", bytes_startswith,
     "Return True if self[start:end] starts with the prefix, or one of a tuple of prefixes.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"strip", "(self, bytes=None, /)", ki_bytesm_strip,
     "Return a copy without leading and trailing blanks, or bytes of the argument.", 0},
    {"swapcase", "(self, /)", bytes_swapcase,
     "Return a copy with upper and lower case ASCII letters exchanged.", KI_DEF_UNSIGNED},
    {"title", "(self, /)", bytes_title,
     "Return a copy in which words start with an upper case ASCII letter.", KI_DEF_UNSIGNED},
    {"translate", "(self, table, /, delete=b'')", bytes_translate,
     "Return a copy with each byte mapped through a table of 256, after removing those of "
     "delete.",
     0},
    {"upper", "(self, /)", bytes_upper, "Return a copy with ASCII letters in upper case.",
     KI_DEF_UNSIGNED},
    {"zfill", "(self, width, /)", bytes_zfill,
     "Return a copy padded with zeros on the left, behind a sign.", 0},
    KI_DEF_END,
};

bool ki_init_bytes_methods(KiState *ks) {
    return ki_type_add_methods_but(ks, ks->types[KI_K_BYTES], both_defs, KI_DEF_CHANGES) &&
           ki_type_add_methods_but(ks, ks->types[KI_K_BYTEARRAY], both_defs, KI_DEF_FIXED);
}
