/* Lending memory between objects, and single items of the struct module's native formats. */
#include "buffer.h"

#include <math.h>

#include "containers.h"

bool ki_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) {
    const KiSlots *sl = ki_slots_of(ks, v);
    if (!sl->get_buffer) {
        ki_raise(ks, KI_EXC_TypeError, "a bytes-like object is required, not '%s'",
                 ki_type_name(ks, v));
        return false;
    }
    memset(out, 0, sizeof *out);
    out->owner = KI_ABSENT;
    if (!sl->get_buffer(ks, v, out, writable)) return false;
    if (!out->passed_on) out->owner = ki_new_ref(v);
    out->for_writing = writable;
    return true;
}

void ki_release_buffer(KiState *ks, KiBuffer *b) {
    KiValue v = b->owner;
    if (v == KI_ABSENT) return;
    if (b->copy && b->for_writing) {
        KiValue exc = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
        if (!b->copy->store(ks, b)) ki_clear_exc(ks); /* nobody is left to tell */
        if (exc != KI_ABSENT) ki_restore_exc(ks, exc);
    }
    b->owner = KI_ABSENT;
    const KiSlots *sl = ki_slots_of(ks, v);
    if (sl->release_buffer) sl->release_buffer(ks, v, b);
    ki_decref(ks, v);
}

bool ki_buffer_to_concat(KiState *ks, KiValue a, KiValue b, KiBuffer *out) {
    if (ki_slots_of(ks, b)->get_buffer && ki_get_buffer(ks, b, out, false)) {
        if (ki_buffer_in_one_piece(ks, out)) return true;
        ki_release_buffer(ks, out);
    }
    ki_clear_exc(ks);
    ki_raise(ks, KI_EXC_TypeError, "can't concat %s to %s", ki_type_name(ks, b),
             ki_type_name(ks, a));
    return false;
}

bool ki_buffer_has_format(KiState *ks, const KiBuffer *b) {
    if (!b->no_format) return true;
    ki_raise(ks, KI_EXC_ValueError, "%s", b->no_format);
    return false;
}

bool ki_format_is_single(KiState *ks, const char *format) {
    const char *f = *format == '@' ? format + 1 : format;
    if (*f && !f[1]) return true;
    ki_raise(ks, KI_EXC_NotImplementedError, "memoryview: unsupported format %s", format);
    return false;
}

bool ki_buffer_is_contiguous(const KiBuffer *b) {
    if (!b->strides || !b->shape || (b->len == 0 && b->ndim != 1)) return true;
    int64_t expect = b->itemsize;
    for (int i = b->ndim; i-- > 0;) {
        if (b->shape[i] != 1 && b->strides[i] != expect) return false;
        expect *= b->shape[i];
    }
    return true;
}

bool ki_buffer_in_one_piece(KiState *ks, const KiBuffer *b) {
    if (ki_buffer_is_contiguous(b)) return true;
    if (ki_is_kind(b->owner, KI_K_NDARRAY))
        ki_raise(ks, KI_EXC_ValueError, "ndarray is not C-contiguous");
    else
        ki_raise(ks, KI_EXC_BufferError, "memoryview: underlying buffer is not C-contiguous");
    return false;
}

static char *copy_dim(const KiBuffer *b, const char *p, int dim, char *out) {
    if (dim == b->ndim) {
        memcpy(out, p, (size_t)b->itemsize);
        return out + b->itemsize;
    }
    for (int64_t i = 0; i < b->shape[dim]; i++)
        out = copy_dim(b, p + i * b->strides[dim], dim + 1, out);
    return out;
}

void ki_buffer_copy_out(const KiBuffer *b, void *out) {
    if (!b->len) return;
    if (ki_buffer_is_contiguous(b))
        memcpy(out, b->data, (size_t)b->len);
    else
        (void)copy_dim(b, b->data, 0, out);
}

int ki_format_size(const char *f) {
    if (!f) return 1;
    if (*f == '@') f++;
    if (!*f || f[1]) return 0;
    switch (*f) {
    case 'b':
    case 'B':
    case 'c':
    case '?':
        return 1;
    case 'h':
    case 'H':
    case 'e':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd':
    case 'P':
        return 8;
    default:
        return 0;
    }
}

static double half_to_double(uint16_t h) {
    int e = (h >> 10) & 31, m = h & 1023;
    double v = e == 31 ? (m ? (double)NAN : (double)INFINITY)
               : e     ? ldexp(1024 + m, e - 25)
                       : ldexp(m, -24);
    return h & 0x8000 ? -v : v;
}

/* Round to nearest even; false when too large. */
static bool double_to_half(double d, uint16_t *out) {
    uint16_t sign = signbit(d) ? 0x8000 : 0;
    d = fabs(d);
    if (d != d || isinf(d)) {
        *out = sign | (d != d ? 0x7E00 : 0x7C00);
        return true;
    }
    int e;
    (void)frexp(d, &e);
    if (d == 0 || e < -13) {
        *out = sign | (uint16_t)nearbyint(ldexp(d, 24));
        return true;
    }
    uint32_t m = (uint32_t)nearbyint(ldexp(d, 11 - e)); /* 1024..2048 */
    if (m == 2048) {
        m = 1024;
        e++;
    }
    if (e > 16) return false;
    *out = sign | (uint16_t)((e + 14) << 10) | (uint16_t)(m - 1024);
    return true;
}

#define LOAD(T, name)                                                                              \
    T name;                                                                                        \
    memcpy(&name, p, sizeof name)

KiValue ki_unpack_item(KiState *ks, const char *f, const void *p) {
    char c = !f ? 'B' : *f == '@' ? f[1] : *f;
    switch (c) {
    case 'b':
        return ki_small_int(*(const int8_t *)p);
    case 'B':
        return ki_small_int(*(const uint8_t *)p);
    case '?':
        return ki_bool(*(const uint8_t *)p != 0);
    case 'c':
        return ki_bytes_from(ks, p, 1);
    case 'h': {
        LOAD(int16_t, x);
        return ki_small_int(x);
    }
    case 'H': {
        LOAD(uint16_t, x);
        return ki_small_int(x);
    }
    case 'i': {
        LOAD(int32_t, x);
        return ki_small_int(x);
    }
    case 'I': {
        LOAD(uint32_t, x);
        return ki_small_int(x);
    }
    case 'l':
    case 'q':
    case 'n': {
        LOAD(int64_t, x);
        return ki_int_from_i64(ks, x);
    }
    case 'L':
    case 'Q':
    case 'N':
    case 'P': {
        LOAD(uint64_t, x);
        return ki_int_from_u64(ks, x);
    }
    case 'f': {
        LOAD(float, x);
        return ki_float((double)x);
    }
    case 'd': {
        LOAD(double, x);
        return ki_float(x);
    }
    case 'e': {
        LOAD(uint16_t, x);
        return ki_float(half_to_double(x));
    }
    default:
        return ki_raise(ks, KI_EXC_NotImplementedError, "memoryview: format %s not supported", f);
    }
}

static bool pack_int(KiState *ks, char c, int size, bool is_signed, void *p, KiValue v) {
    KiValue n = ki_index(ks, v);
    if (n == KI_ERR) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "memoryview: invalid type for format '%c'", c);
        }
        return false;
    }
    bool ok;
    if (is_signed) {
        int64_t x, lim = size == 8 ? INT64_MAX : ((int64_t)1 << (size * 8 - 1)) - 1;
        ok = ki_int_try_i64(n, &x) && x <= lim && x >= -lim - 1;
        if (ok) memcpy(p, &x, (size_t)size);
    } else {
        uint64_t x = 0;
        ok = ki_int_sign(n) >= 0;
        if (ok && !ki_int_to_u64(ks, n, &x)) {
            ki_clear_exc(ks);
            ok = false;
        }
        ok = ok && (size == 8 || x >> (size * 8) == 0);
        if (ok) memcpy(p, &x, (size_t)size);
    }
    ki_decref(ks, n);
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "memoryview: invalid value for format '%c'", c);
    return ok;
}

bool ki_pack_item(KiState *ks, const char *f, void *p, KiValue v) {
    char c = !f ? 'B' : *f == '@' ? f[1] : *f;
    int size = ki_format_size(f);
    double d;
    switch (c) {
    case '?': {
        int t = ki_truth(ks, v);
        if (t < 0) return false;
        *(uint8_t *)p = (uint8_t)t;
        return true;
    }
    case 'c':
        if (!ki_is_bytes(v)) {
            ki_raise(ks, KI_EXC_TypeError, "memoryview: invalid type for format 'c'");
            return false;
        }
        if (ki_bytes_of(v)->len != 1) {
            ki_raise(ks, KI_EXC_ValueError, "memoryview: invalid value for format 'c'");
            return false;
        }
        *(uint8_t *)p = ki_bytes_of(v)->data[0];
        return true;
    case 'f':
    case 'd':
    case 'e':
        if (!ki_to_double(ks, v, &d)) {
            if (ki_pending_is(ks, KI_EXC_TypeError)) {
                ki_clear_exc(ks);
                ki_raise(ks, KI_EXC_TypeError, "memoryview: invalid type for format '%c'", c);
            }
            return false;
        }
        if (c == 'd') {
            memcpy(p, &d, 8);
        } else if (c == 'f') {
            float x = (float)d;
            memcpy(p, &x, 4);
        } else {
            uint16_t h;
            if (!double_to_half(d, &h)) {
                ki_raise(ks, KI_EXC_OverflowError, "float too large to pack with e format");
                return false;
            }
            memcpy(p, &h, 2);
        }
        return true;
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n':
        return pack_int(ks, c, size, true, p, v);
    case 'B':
    case 'H':
    case 'I':
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
        return pack_int(ks, c, size, false, p, v);
    default:
        ki_raise(ks, KI_EXC_NotImplementedError, "memoryview: format %s not supported", f);
        return false;
    }
}
