/* bytearray: a resizable byte buffer. While a memoryview or another user holds its memory
 * (exports), resizing raises BufferError. */
#include "buffer.h"
#include "bytes_ops.h"
#include "number.h"
#include <stdio.h>

bool ki_bytearray_resize(KiState *ks, KiBytearray *b, size_t len) {
    if (b->exports && len != b->len) {
        ki_raise(ks, KI_EXC_BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }
    bool grows = len + 1 > b->cap;
    if (grows || len < b->cap / 2) { /* room for more only where it grows by an eighth or less */
        bool spare = grows && (double)len <= (double)b->cap * 1.125;
        size_t cap = spare ? len + (len >> 3) + (len < 9 ? 3 : 6) : len + 1;
        if (cap > (size_t)1 << 46) {
            ki_raise_nomem(ks);
            return false;
        }
        uint8_t *p = b->data ? ki_mem_realloc(ks, b->data, b->cap, cap) : ki_mem_alloc(ks, cap);
        if (!p) return false;
        b->data = p;
        b->cap = cap;
    }
    b->len = len;
    b->data[len] = 0;
    return true;
}

KiValue ki_bytearray_from(KiState *ks, const void *data, size_t n) {
    KiBytearray *b = (KiBytearray *)ki_object_alloc(ks, ks->types[KI_K_BYTEARRAY], sizeof *b);
    if (!b) return KI_ERR;
    b->len = b->cap = 0;
    b->data = NULL;
    b->exports = 0;
    if (n) {
        if (!ki_bytearray_resize(ks, b, n)) {
            ki_decref_obj(ks, &b->h);
            return KI_ERR;
        }
        if (data)
            memcpy(b->data, data, n);
        else
            memset(b->data, 0, n);
    }
    return ki_from_obj(b);
}

static void bytearray_dealloc(KiState *ks, KiObj *o) {
    KiBytearray *b = (KiBytearray *)o;
    if (b->data) ki_mem_free(ks, b->data, b->cap);
}

static KiValue bytearray_repr(KiState *ks, KiValue v) {
    KiBytesSpan s = ki_bytes_span(v);
    const char *name = ki_type_name(ks, v);
    char prefix[128];
    snprintf(prefix, sizeof prefix, "%s(", name);
    return ki_bytes_repr(ks, s.data, (size_t)s.len, prefix, ")");
}

static int64_t bytearray_len(KiState *ks, KiValue v) {
    (void)ks;
    return (int64_t)ki_bytearray_of(v)->len;
}

static KiValue bytearray_getitem(KiState *ks, KiValue v, KiValue key) {
    KiBytesSpan s = ki_bytes_span(v);
    int64_t i, stop, step, n;
    if (ki_is_slice(key)) {
        if (!ki_slice_resolve(ks, (KiSlice *)ki_obj(key), s.len, &i, &stop, &step, &n))
            return KI_ERR;
        if (step == 1) return ki_bytearray_from(ks, s.data + i, (size_t)n);
        KiValue r = ki_bytearray_from(ks, NULL, (size_t)n);
        if (r != KI_ERR)
            for (int64_t k = 0; k < n; k++, i += step)
                ki_bytearray_of(r)->data[k] = s.data[i];
        return r;
    }
    int r = ki_seq_index(ks, key, &i);
    if (r < 0) return KI_ERR;
    if (!r)
        return ki_raise(ks, KI_EXC_TypeError,
                        "bytearray indices must be integers or slices, not %s",
                        ki_type_name(ks, key));
    if (i < 0) i += s.len;
    if (i < 0 || i >= s.len) return ki_raise(ks, KI_EXC_IndexError, "bytearray index out of range");
    return ki_small_int(s.data[i]);
}

/* Replaces [start, start + n_old) by n_new bytes. */
static bool splice(KiState *ks, KiBytearray *b, int64_t start, int64_t n_old, const uint8_t *src,
                   int64_t n_new) {
    int64_t len = (int64_t)b->len, tail = len - start - n_old, delta = n_new - n_old;
    if (delta < 0) {
        if (b->exports) {
            ki_raise(ks, KI_EXC_BufferError, "Existing exports of data: object cannot be re-sized");
            return false;
        }
        memmove(b->data + start + n_new, b->data + start + n_old, (size_t)tail);
        if (!ki_bytearray_resize(ks, b, (size_t)(len + delta))) return false;
    } else if (delta > 0) {
        if (!ki_bytearray_resize(ks, b, (size_t)(len + delta))) return false;
        memmove(b->data + start + n_new, b->data + start + n_old, (size_t)tail);
    }
    if (n_new) memcpy(b->data + start, src, (size_t)n_new);
    return true;
}

static bool delete_stepped(KiState *ks, KiBytearray *b, int64_t start, int64_t step, int64_t n) {
    if (n <= 0) return true;
    if (b->exports) {
        ki_raise(ks, KI_EXC_BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    int64_t to = start, k = 0;
    for (int64_t i = start; i < (int64_t)b->len; i++) {
        if (k < n && i == start + k * step)
            k++;
        else
            b->data[to++] = b->data[i];
    }
    return ki_bytearray_resize(ks, b, (size_t)to);
}

static bool bytearray_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames);

/* What is to be stored in a slice, as bytes of its own: what bytearray(v) holds, but for numbers
 * and text. A bytearray is none of these, whatever its class adds. */
static KiValue slice_source(KiState *ks, KiValue v) {
    const KiSlots *s = ki_slots_of(ks, v);
    if (!ki_is_bytearray(v) && (s->unary[KI_INDEX] || s->unary[KI_INT] || s->unary[KI_FLOAT] ||
                                ki_is_complex(v) || ki_is_str(v)))
        return ki_raise(ks, KI_EXC_TypeError,
                        "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    if (ki_is_bytes(v)) return ki_new_ref(v);
    if (ki_is_bytearray(v))
        return ki_bytes_from(ks, ki_bytearray_of(v)->data, ki_bytearray_of(v)->len);
    KiValue copy = ki_bytearray_from(ks, NULL, 0), r = KI_ERR;
    if (copy != KI_ERR && bytearray_init(ks, copy, &v, 1, KI_ABSENT))
        r = ki_bytes_from(ks, ki_bytearray_of(copy)->data, ki_bytearray_of(copy)->len);
    if (copy != KI_ERR) ki_decref(ks, copy);
    return r;
}

static bool set_slice(KiState *ks, KiBytearray *b, KiSlice *sl, KiValue v) {
    int64_t i, stop, step, n;
    KiValue src = KI_ABSENT;
    bool ok = ki_slice_resolve(ks, sl, (int64_t)b->len, &i, &stop, &step, &n);
    if (ok && v != KI_ABSENT) {
        if ((src = slice_source(ks, v)) == KI_ERR) return false;
        /* what was copied may have run code that changed b */
        bool copied = !ki_is_bytearray(v) || ki_bytearray_of(v) == b;
        ok = !copied || ki_slice_resolve(ks, sl, (int64_t)b->len, &i, &stop, &step, &n);
    }
    if (ok && step == 1) {
        ok = v == KI_ABSENT
                 ? splice(ks, b, i, n, NULL, 0)
                 : splice(ks, b, i, n, ki_bytes_of(src)->data, (int64_t)ki_bytes_of(src)->len);
    } else if (ok && (v == KI_ABSENT || ki_bytes_of(src)->len == 0)) {
        ok = delete_stepped(ks, b, i, step, n);
    } else if (ok && (int64_t)ki_bytes_of(src)->len != n) {
        ki_raise(ks, KI_EXC_ValueError,
                 "attempt to assign bytes of size %lld to extended slice of size %lld",
                 (long long)ki_bytes_of(src)->len, (long long)n);
        ok = false;
    } else if (ok) {
        for (int64_t k = 0; k < n; k++, i += step)
            b->data[i] = ki_bytes_of(src)->data[k];
    }
    ki_decref(ks, src);
    return ok;
}

static bool bytearray_setitem(KiState *ks, KiValue v, KiValue key, KiValue item) {
    KiBytearray *b = ki_bytearray_of(v);
    if (ki_is_slice(key)) return set_slice(ks, b, (KiSlice *)ki_obj(key), item);
    int64_t i;
    uint8_t c = 0;
    int r = ki_seq_index(ks, key, &i);
    if (r <= 0) {
        if (!r)
            ki_raise(ks, KI_EXC_TypeError, "bytearray indices must be integers or slices, not %s",
                     ki_type_name(ks, key));
        return false;
    }
    if (item != KI_ABSENT && !ki_byte_value(ks, item, "byte", &c)) return false;
    if (i < 0) i += (int64_t)b->len;
    if (i < 0 || i >= (int64_t)b->len) {
        ki_raise(ks, KI_EXC_IndexError, "bytearray index out of range");
        return false;
    }
    if (item == KI_ABSENT) return splice(ks, b, i, 1, NULL, 0);
    b->data[i] = c;
    return true;
}

static KiValue bytearray_concat(KiState *ks, KiValue a, KiValue b) {
    KiBuffer y;
    if (!ki_buffer_to_concat(ks, a, b, &y)) return KI_ERR;
    KiBytesSpan x = ki_bytes_span(a);
    KiValue r = ki_bytearray_from(ks, NULL, (size_t)(x.len + y.len));
    if (r != KI_ERR && x.len + y.len) {
        memcpy(ki_bytearray_of(r)->data, x.data, (size_t)x.len);
        ki_buffer_copy_out(&y, ki_bytearray_of(r)->data + x.len);
    }
    ki_release_buffer(ks, &y);
    return r;
}

static KiValue bytearray_iconcat(KiState *ks, KiValue a, KiValue b) {
    KiBuffer y; /* where b is a itself, its own view keeps it from growing */
    if (!ki_buffer_to_concat(ks, a, b, &y)) return KI_ERR;
    KiBytearray *x = ki_bytearray_of(a);
    size_t at = x->len, n = (size_t)y.len;
    bool ok = n == 0 || ki_bytearray_resize(ks, x, at + n);
    if (ok && n) ki_buffer_copy_out(&y, x->data + at);
    ki_release_buffer(ks, &y);
    return ok ? ki_new_ref(a) : KI_ERR;
}

static KiValue bytearray_repeat(KiState *ks, KiValue a, int64_t n) {
    KiBytesSpan s = ki_bytes_span(a);
    if (n < 0) n = 0;
    int64_t total;
    if (__builtin_mul_overflow(s.len, n, &total)) return ki_raise_nomem(ks);
    KiValue r = ki_bytearray_from(ks, NULL, (size_t)total);
    if (r != KI_ERR)
        for (int64_t i = 0; i < total; i += s.len)
            memcpy(ki_bytearray_of(r)->data + i, s.data, (size_t)s.len);
    return r;
}

static KiValue bytearray_irepeat(KiState *ks, KiValue a, int64_t n) {
    KiBytearray *b = ki_bytearray_of(a);
    size_t len = b->len, total;
    if (n < 0) n = 0;
    if (__builtin_mul_overflow(len, (size_t)n, &total)) return ki_raise_nomem(ks);
    if (!ki_bytearray_resize(ks, b, total)) return KI_ERR;
    for (size_t i = len; i < total; i += len)
        memcpy(b->data + i, b->data, len);
    return ki_new_ref(a);
}

static KiValue bytearray_mod(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_bytearray(a)) return KI_NOT_IMPLEMENTED;
    KiBytesSpan s = ki_bytes_span(a);
    KiValue f = ki_bytes_from(ks, s.data, (size_t)s.len),
            r = f == KI_ERR ? KI_ERR : ki_bytes_percent(ks, f, b);
    ki_decref(ks, f);
    if (r != KI_ERR)
        ki_assign(ks, &r, ki_bytearray_from(ks, ki_bytes_of(r)->data, ki_bytes_of(r)->len));
    return r;
}

static bool bytearray_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) {
    (void)ks;
    (void)writable;
    KiBytearray *b = ki_bytearray_of(v);
    b->exports++;
    *out = (KiBuffer){.data = b->data ? b->data : (uint8_t *)&b->cap,
                      .len = (int64_t)b->len,
                      .itemsize = 1,
                      .ndim = 1};
    return true;
}

static void bytearray_release_buffer(KiState *ks, KiValue v, KiBuffer *buf) {
    (void)ks;
    (void)buf;
    ki_bytearray_of(v)->exports--;
}

static KiValue bytearray_iter(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_BYTEARRAY_ITER, v, 0, 0);
}

static KiValue bytearray_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)args;
    (void)nargs;
    (void)kwnames;
    if (cls->kind == KI_K_BYTEARRAY) return ki_bytearray_from(ks, NULL, 0);
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}

static bool is_plain_iterable(KiState *ks, KiValue v) {
    const KiSlots *s = ki_slots_of(ks, v);
    return s->iter && !s->get_buffer && !s->unary[KI_INDEX] && !ki_is_str(v);
}

/* The items go in one by one: the iterator sees the array grow, and an error leaves what came. */
static bool take_items(KiState *ks, KiBytearray *b, KiValue src) {
    KiValue it = ki_iter(ks, src);
    if (it == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "cannot convert '%s' object to bytearray",
                 ki_type_name(ks, src));
    }
    if (it == KI_ERR) return false;
    bool ok = true;
    for (KiValue v; ok && (v = ki_next(ks, it)) != KI_ABSENT;) {
        uint8_t byte;
        ok = v != KI_ERR && ki_byte_value(ks, v, "byte", &byte) &&
             ki_bytearray_resize(ks, b, b->len + 1);
        if (ok) b->data[b->len - 1] = byte;
        if (v != KI_ERR) ki_decref(ks, v);
    }
    ki_decref(ks, it);
    return ok;
}

static bool bytearray_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"source", "encoding", "errors"};
    KiValue a[3];
    if (!ki_parse_args(ks, "bytearray", names, 0, 0, 3, args, nargs, kwnames, a)) return false;
    KiBytearray *b = ki_bytearray_of(self);
    const char *encoding, *errors; /* looked at before the contents go */
    if (!ki_bytes_text_args(ks, "bytearray", a[1], a[2], &encoding, &errors)) return false;
    if (b->len && !ki_bytearray_resize(ks, b, 0)) return false;
    if (a[0] == KI_ABSENT && a[1] == KI_ABSENT && a[2] == KI_ABSENT) return true;
    if (a[1] == KI_ABSENT && a[2] == KI_ABSENT && is_plain_iterable(ks, a[0]))
        return take_items(ks, b, a[0]);
    int64_t count;
    KiValue src = ki_bytes_source(ks, "bytearray", a[0], a[1], a[2], &count);
    if (src == KI_ERR) return false;
    bool zeros = src == KI_ABSENT;
    size_t n = zeros ? (size_t)count : ki_bytes_of(src)->len;
    bool ok = n == 0 || ki_bytearray_resize(ks, b, n);
    if (ok && n && zeros)
        memset(b->data, 0, n);
    else if (ok && n)
        memcpy(b->data, ki_bytes_of(src)->data, n);
    ki_decref(ks, src);
    return ok;
}

const KiSlots ki_bytearray_slots = {
    .dealloc = bytearray_dealloc,
    .getattr = ki_generic_getattr,
    .repr = bytearray_repr,
    .str = bytearray_repr,
    .compare = ki_bytes_compare,
    .iter = bytearray_iter,
    .new_ = bytearray_new,
    .init = bytearray_init,
    .binary = {[KI_MOD] = bytearray_mod},
    .len = bytearray_len,
    .getitem = bytearray_getitem,
    .setitem = bytearray_setitem,
    .contains = ki_bytes_contains,
    .concat = bytearray_concat,
    .repeat = bytearray_repeat,
    .iconcat = bytearray_iconcat,
    .irepeat = bytearray_irepeat,
    .get_buffer = bytearray_get_buffer,
    .release_buffer = bytearray_release_buffer,
};
