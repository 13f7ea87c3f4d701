/* Methods and attributes of int and bool. */
#include "../base/unicode_db.h"
#include "../object/containers.h"
#include "../object/number.h"
#include "../object/type_layout.h"
#include "builtins.h"
#include "type_number.h"

bool ki_format_arg(KiState *ks, KiValue self, KiValue spec, KbFormatArg *out) {
    if (!ki_is_str(spec)) {
        ki_raise(ks, KI_EXC_TypeError, "__format__() argument must be str, not %s",
                 spec == KI_NONE ? "None" : ki_arg_type_name(ks, spec));
        return false;
    }
    out->spec = ki_str_utf8(ks, ki_str_of(spec), &out->spec_len);
    out->type_name = ki_type_name(ks, self);
    out->digit_value = kb_uc_decimal_value;
    return out->spec != NULL;
}

KiValue ki_format_fail(KiState *ks, const KbFmtError *err) {
    if (err->kind == KB_FMT_NOMEM) return ki_raise_nomem(ks);
    bool whole = err->spec == NULL;
    return ki_raise(ks,
                    err->kind == KB_FMT_OVERFLOW_ERROR ? KI_EXC_OverflowError : KI_EXC_ValueError,
                    "%s%.*s%s", err->message, whole ? 0 : (int)err->spec_len,
                    whole ? "" : err->spec, whole ? "" : err->tail);
}

KiValue ki_format_result(KiState *ks, bool ok, KbStrbuf *out, const KbFmtError *err) {
    KiValue r =
        ok ? ki_str_from_utf8(ks, out->data ? out->data : "", out->len) : ki_format_fail(ks, err);
    kb_strbuf_free(out);
    return r;
}

KiValue ki_number_for_class(KiState *ks, KiValue cls, KiKind exact, KiValue v) {
    if (v == KI_ERR || cls == ki_from_obj(ks->types[exact])) return v;
    KiValue r = ki_call1(ks, cls, v);
    ki_decref(ks, v);
    return r;
}

/* What stands in most programs: an alignment or zeros, a width of up to two digits, d or x. */
typedef struct PlainSpec {
    bool left, zeros, hex;
    int width;
} PlainSpec;

static bool plain_spec(const char *s, size_t n, PlainSpec *out) {
    const char *end = s + n;
    *out = (PlainSpec){0};
    if (*s == '<' || *s == '>')
        out->left = *s++ == '<';
    else if (*s == '0')
        out->zeros = *s++ == '0';
    if (s < end && *s == '0') return false;
    for (int i = 0; i < 2 && s < end && *s >= '0' && *s <= '9'; i++)
        out->width = out->width * 10 + (*s++ - '0');
    if (s < end && (*s == 'd' || *s == 'x')) out->hex = *s++ == 'x';
    return s == end;
}

static KiValue plain_format(KiState *ks, int64_t n, const PlainSpec *spec) {
    char room[128], *end = room + sizeof room, *p = end;
    uint64_t magnitude = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int total = spec->width;
    if (spec->hex) do
            *--p = "0123456789abcdef"[magnitude & 15];
        while (magnitude >>= 4);
    else
        p = kb_put_decimal(p, magnitude);
    while (spec->zeros && end - p + (n < 0) < total)
        *--p = '0';
    if (n < 0) *--p = '-';
    int pad = total > (int)(end - p) ? total - (int)(end - p) : 0;
    if (spec->left) {
        memmove(p - pad, p, (size_t)(end - p));
        memset(end - pad, ' ', (size_t)pad);
        p -= pad;
    } else {
        p -= pad;
        memset(p, ' ', (size_t)pad);
    }
    return ki_str_from_ascii(ks, p, (size_t)(end - p));
}

static KiValue int_format(KiState *ks, KiValue *args, int nargs) {
    KbFormatArg a;
    PlainSpec plain;
    if (!ki_format_arg(ks, args[0], args[1], &a)) return KI_ERR;
    if (a.spec_len == 0) return ki_str(ks, args[0]);
    if (ki_is_int(args[0]) && plain_spec(a.spec, a.spec_len, &plain))
        return plain_format(ks, ki_int_val(args[0]), &plain);
    KbStrbuf out;
    KbFmtError err;
    uint64_t store[1];
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok =
        kb_format_int(&out, ki_int_view(args[0], store), ks->config.int_max_str_digits, &a, &err);
    return ki_format_result(ks, ok, &out, &err);
}

static KiValue int_bit_length(KiState *ks, KiValue *args, int nargs) {
    uint64_t store[1];
    return ki_int_from_u64(ks, kb_big_bit_length(ki_int_view(args[0], store)));
}

static KiValue int_bit_count(KiState *ks, KiValue *args, int nargs) {
    uint64_t store[1];
    return ki_int_from_u64(ks, kb_big_bit_count(ki_int_view(args[0], store)));
}

static bool byte_order(KiState *ks, const char *fname, KiValue v, bool *big) {
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s() argument 'byteorder' must be str, not %s", fname,
                 v == KI_NONE ? "None" : ki_type_name(ks, v));
        return false;
    }
    *big = ki_str_eq_cstr(ki_str_of(v), "big");
    if (*big || ki_str_eq_cstr(ki_str_of(v), "little")) return true;
    ki_raise(ks, KI_EXC_ValueError, "byteorder must be either 'little' or 'big'");
    return false;
}

static KiValue int_to_bytes(KiState *ks, KiValue *args, int nargs) {
    int64_t n;
    bool big;
    if (!ki_arg_i64(ks, args[1], &n) || !byte_order(ks, "to_bytes", args[2], &big)) return KI_ERR;
    if (n < 0) return ki_raise(ks, KI_EXC_ValueError, "length argument must be non-negative");
    int is_signed = ki_truth(ks, args[3]);
    if (is_signed < 0) return KI_ERR;
    KiValue b = ki_bytes_from(ks, NULL, (size_t)n);
    if (b == KI_ERR) return KI_ERR;
    int64_t small; /* -1 is all sign: no byte is enough for it */
    if (n == 0 && is_signed && ki_int_try_i64(args[0], &small) && small == -1) return b;
    uint64_t store[1];
    switch (kb_big_to_bytes(((KiBytes *)ki_obj(b))->data, (size_t)n, ki_int_view(args[0], store),
                            big, is_signed)) {
    case KB_BIG_OK:
        return b;
    case KB_BIG_BAD:
        ki_raise(ks, KI_EXC_OverflowError, "can't convert negative int to unsigned");
        break;
    default:
        ki_raise(ks, KI_EXC_OverflowError, "int too big to convert");
    }
    ki_decref(ks, b);
    return KI_ERR;
}

static KiValue int_from_bytes(KiState *ks, KiValue *args, int nargs) {
    bool big;
    if (!byte_order(ks, "from_bytes", args[2], &big)) return KI_ERR;
    int is_signed = ki_truth(ks, args[3]);
    KiValue b = is_signed < 0 ? KI_ERR : ki_bytes_from_method(ks, args[1]);
    if (b == KI_ABSENT) b = ki_bytes_from_object(ks, args[1]);
    if (b == KI_ERR) return KI_ERR;
    KiBytes *s = ki_bytes_of(b);
    size_t room = (s->len + 7) / 8 + 1;
    uint64_t *limbs = ki_mem_alloc(ks, room * 8);
    KiValue r = limbs ? ki_int_from_big(ks, limbs,
                                        kb_big_from_bytes(limbs, s->data, s->len, big, is_signed))
                      : KI_ERR;
    if (limbs) ki_mem_free(ks, limbs, room * 8);
    ki_decref(ks, b);
    return ki_number_for_class(ks, args[0], KI_K_INT, r);
}

static KiValue int_ratio(KiState *ks, KiValue *args, int nargs) {
    KiValue plain = ki_int_plain(args[0]), r = ki_tuple_pack(ks, 2, plain, ki_small_int(1));
    ki_decref(ks, plain);
    return r;
}

static KiValue int_same(KiState *ks, KiValue *args, int nargs) {
    return ki_int_plain(args[0]);
}

/* Rounds to a multiple of 10**-ndigits, halves to even. */
static KiValue int_round(KiState *ks, KiValue *args, int nargs) {
    if (args[1] == KI_ABSENT) return ki_int_plain(args[0]);
    KiValue n = ki_index(ks, args[1]);
    if (n == KI_ERR || ki_int_sign(n) >= 0) {
        ki_decref(ks, n);
        return n == KI_ERR ? KI_ERR : ki_int_plain(args[0]);
    }
    KiValue up = ki_int_binary(ks, ki_small_int(0), n, KI_SUB), step = KI_ERR, pair = KI_ERR,
            r = KI_ERR;
    if (up != KI_ERR) step = ki_int_binary(ks, ki_small_int(10), up, KI_POW);
    if (step != KI_ERR) pair = ki_int_binary(ks, args[0], step, KI_DIVMOD);
    if (pair != KI_ERR) { /* q, rest with 0 <= rest < step */
        KiValue q = ki_tuple_of(pair)->items[0], rest = ki_tuple_of(pair)->items[1];
        KiValue twice = ki_int_binary(ks, rest, ki_small_int(2), KI_MUL),
                parity = ki_int_binary(ks, q, ki_small_int(1), KI_AND);
        if (twice != KI_ERR && parity != KI_ERR) {
            int c = ki_int_compare(twice, step);
            bool up_one = c > 0 || (c == 0 && parity == ki_small_int(1));
            KiValue q2 = up_one ? ki_int_binary(ks, q, ki_small_int(1), KI_ADD) : ki_new_ref(q);
            if (q2 != KI_ERR) r = ki_int_binary(ks, q2, step, KI_MUL);
            ki_decref(ks, q2);
        }
        ki_decref(ks, twice);
        ki_decref(ks, parity);
    }
    ki_decref(ks, n);
    ki_decref(ks, up);
    ki_decref(ks, step);
    ki_decref(ks, pair);
    return r;
}

static KiValue int_getnewargs(KiState *ks, KiValue *args, int nargs) {
    KiValue plain = ki_int_plain(args[0]);
    return plain == KI_ERR ? KI_ERR : ki_tuple_steal(ks, &plain, 1);
}

static KiValue int_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}

static const KiDef int_defs[] = {
    {"conjugate", "(self, /)", int_same, "self, the complex conjugate of any int.",
     KI_DEF_UNSIGNED},
    {"bit_length", "(self, /)", int_bit_length,
     "Number of bits necessary to represent self in binary.", 0},
    {"bit_count", "(self, /)", int_bit_count,
     "Number of ones in the binary representation of the absolute value of self.", 0},
    {"to_bytes", "(self, /, length=1, byteorder='big', *, signed=False)", int_to_bytes,
     "The integer as an array of bytes.", 0},
    {"from_bytes", "(cls, /, bytes, byteorder='big', *, signed=False)", int_from_bytes,
     "The integer that an array of bytes represents.", KI_DEF_CLASS},
    {"as_integer_ratio", "(self, /)", int_ratio, "The pair (self, 1).", 0},
    {"__trunc__", "(self, /)", int_same, "Truncating an Integral returns itself.", KI_DEF_UNSIGNED},
    {"__floor__", "(self, /)", int_same, "Flooring an Integral returns itself.", KI_DEF_UNSIGNED},
    {"__ceil__", "(self, /)", int_same, "Ceiling of an Integral returns itself.", KI_DEF_UNSIGNED},
    {"__round__", "(self, ndigits=<absent>, /)", int_round,
     "Rounding an Integral returns itself; with an ndigits argument also an integer.", 0},
    {"__getnewargs__", "(self, /)", int_getnewargs, NULL, 0},
    {"__format__", "(self, format_spec, /)", int_format, "Default object formatter.", 0},
    {"__sizeof__", "(self, /)", int_sizeof, "Returns size in memory, in bytes.", 0},
    KI_DEF_END,
};

static KiValue get_self(KiState *ks, KiValue self, void *closure) {
    return ki_int_plain(self);
}
static KiValue get_constant(KiState *ks, KiValue self, void *closure) {
    return ki_small_int((intptr_t)closure);
}

static const KiGetsetDef int_getsets[] = {
    {"real", get_self, NULL, "the real part of a complex number", NULL},
    {"imag", get_constant, NULL, "the imaginary part of a complex number", (void *)0},
    {"numerator", get_self, NULL, "the numerator of a rational number in lowest terms", NULL},
    {"denominator", get_constant, NULL, "the denominator of a rational number in lowest terms",
     (void *)1},
    {NULL, NULL, NULL, NULL, NULL},
};

bool ki_init_int_methods(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_INT], int_defs) &&
           ki_type_add_getsets(ks, ks->types[KI_K_INT], int_getsets);
}

bool ki_init_number_methods(KiState *ks) {
    return ki_init_int_methods(ks) && ki_init_float_methods(ks) && ki_init_complex_methods(ks);
}
