/* bytes: immutable, data inline, and what it shares with bytearray. */
#include "obj_seq.h"

#include <stddef.h>

#include "../base/hash.h"
#include "buffer.h"
#include "bytes_ops.h"
#include "iter_slots.h"

KiValue ki_bytes_from(KiState *ks, const void *data, size_t n) {
    if (n == 0 && ks->empty_bytes && ki_is_kind(ks->empty_bytes, KI_K_BYTES))
        return ki_new_ref(ks->empty_bytes);
    if (n > (size_t)1 << 46) return ki_raise_nomem(ks);
    KiBytes *b = (KiBytes *)ki_object_alloc(ks, ks->types[KI_K_BYTES], sizeof *b + n + 1);
    if (!b) return KI_ERR;
    b->hash = 0;
    b->len = n;
    b->data[n] = 0;
    if (data && n) memcpy(b->data, data, n);
    if (n == 0) ks->empty_bytes = ki_new_ref(ki_from_obj(b));
    return ki_from_obj(b);
}

int64_t ki_bytes_find(KiBytesSpan hay, KiBytesSpan needle, bool reverse) {
    if (needle.len > hay.len) return -1;
    if (needle.len == 0) return reverse ? hay.len : 0;
    const uint8_t *p;
    if (!reverse) {
        p = memmem(hay.data, (size_t)hay.len, needle.data, (size_t)needle.len);
        return p ? p - hay.data : -1;
    }
    int64_t limit = hay.len - needle.len + 1;
    while (limit > 0 && (p = memrchr(hay.data, needle.data[0], (size_t)limit))) {
        if (memcmp(p, needle.data, (size_t)needle.len) == 0) return p - hay.data;
        limit = p - hay.data;
    }
    return -1;
}

bool ki_byte_value(KiState *ks, KiValue v, const char *what, uint8_t *out) {
    int64_t n;
    int r = ki_seq_index(ks, v, &n);
    if (r < 0) {
        if (!ki_pending_is(ks, KI_EXC_IndexError)) return false;
        ki_clear_exc(ks);
        n = -1;
    } else if (!r) {
        ki_raise(ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer",
                 ki_type_name(ks, v));
        return false;
    }
    if (n < 0 || n > 255) {
        ki_raise(ks, KI_EXC_ValueError, "%s must be in range(0, 256)", what);
        return false;
    }
    *out = (uint8_t)n;
    return true;
}

KiValue ki_bytes_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    bool swapped = !ki_is_bytes_or_bytearray(a);
    if (ki_is_bytes_or_bytearray(a) && ki_is_bytes_or_bytearray(b)) {
        KiBytesSpan x = ki_bytes_span(a), y = ki_bytes_span(b);
        int64_t n = x.len < y.len ? x.len : y.len;
        int c = n ? memcmp(x.data, y.data, (size_t)n) : 0;
        if (!c) c = x.len < y.len ? -1 : x.len > y.len;
        return ki_bool(ki_cmp_result(c, op));
    }
    KiValue other = swapped ? a : b;
    if ((!ki_is_bytearray(a) && !ki_is_bytearray(b)) || !ki_slots_of(ks, other)->get_buffer)
        return KI_NOT_IMPLEMENTED;
    KiValue copy = ki_bytes_from_object(ks, other); /* bytearray against any buffer */
    if (copy == KI_ERR) return KI_ERR;
    KiValue r = swapped ? ki_bytes_compare(ks, copy, b, op) : ki_bytes_compare(ks, a, copy, op);
    ki_decref(ks, copy);
    return r;
}

/* Of bytes: a bytearray compares itself with them, from either side. */
static KiValue bytes_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_has_layout(a, KI_K_BYTES) || !ki_has_layout(b, KI_K_BYTES)) return KI_NOT_IMPLEMENTED;
    return ki_bytes_compare(ks, a, b, op);
}

int ki_bytes_contains(KiState *ks, KiValue v, KiValue item) {
    /* whatever has an index is asked for it first, bytes with one of their own too */
    KiValue index = KI_ERR;
    if (ki_is_int(item) || ki_slots_of(ks, item)->unary[KI_INDEX]) index = ki_index(ks, item);
    if (index != KI_ERR) {
        uint8_t c;
        bool ok = ki_byte_value(ks, index, "byte", &c);
        ki_decref(ks, index);
        if (!ok) return -1;
        KiBytesSpan s = ki_bytes_span(v);
        return s.len && memchr(s.data, c, (size_t)s.len) != NULL;
    }
    ki_clear_exc(ks); /* what the index raised counts for nothing */
    if (ki_is_bytes_or_bytearray(item))
        return ki_bytes_find(ki_bytes_span(v), ki_bytes_span(item), false) >= 0;
    KiBuffer b;
    if (!ki_get_buffer(ks, item, &b, false)) return -1;
    int r = ki_bytes_find(ki_bytes_span(v), (KiBytesSpan){b.data, b.len}, false) >= 0;
    ki_release_buffer(ks, &b);
    return r;
}

/* ---- construction from other objects ---- */

static bool put_item(KiState *ks, KiBytearray *b, KiValue v, const char *what) {
    uint8_t c;
    if (!ki_byte_value(ks, v, what, &c) || !ki_bytearray_resize(ks, b, b->len + 1)) return false;
    b->data[b->len - 1] = c;
    return true;
}

static KiValue from_iterable(KiState *ks, KiValue v, const char *what) {
    KiValue it = ki_iter(ks, v);
    if (it == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) { /* not iterable after all */
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_TypeError, "cannot convert '%s' object to %s",
                        ki_type_name(ks, v), what[4] ? "bytes" : "bytearray");
    }
    if (it == KI_ERR) return KI_ERR;
    KiValue buf = ki_bytearray_from(ks, NULL, 0), r = KI_ERR;
    /* bytes() asks how many there will be, bytearray() does not; a script sees the question. */
    bool asks = strcmp(what, "bytes") == 0;
    int64_t hint = asks && buf != KI_ERR ? ki_length_hint(ks, v, 0) : 0;
    bool ok = buf != KI_ERR && hint >= 0;
    if (ok && hint > INT64_MAX - 64) {
        ki_raise(ks, KI_EXC_OverflowError, "byte string is too large");
        ok = false;
    } else if (ok && hint >= INT64_C(1) << 44) { /* more than can be addressed */
        ki_raise_nomem(ks);
        ok = false;
    }
    while (ok) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        ok = x != KI_ERR && put_item(ks, ki_bytearray_of(buf), x, what);
        ki_decref(ks, x);
    }
    if (ok) r = ki_bytes_from(ks, ki_bytearray_of(buf)->data, ki_bytearray_of(buf)->len);
    ki_decref(ks, buf);
    ki_decref(ks, it);
    return r;
}

static KiValue from_object(KiState *ks, KiValue v, const char *type_name) {
    if (ki_is_kind(v, KI_K_BYTES)) return ki_new_ref(v);
    const KiSlots *sl = ki_slots_of(ks, v);
    if (sl->get_buffer) {
        KiBuffer b;
        if (!ki_get_buffer(ks, v, &b, false)) return KI_ERR;
        KiValue r = ki_buffer_has_format(ks, &b) ? ki_bytes_from(ks, NULL, (size_t)b.len) : KI_ERR;
        if (r != KI_ERR) ki_buffer_copy_out(&b, ki_bytes_of(r)->data);
        ki_release_buffer(ks, &b);
        return r;
    }
    bool array = strcmp(type_name, "bytearray") == 0;
    if (!ki_is_str(v) && (sl->iter || sl->getitem))
        return from_iterable(ks, v, array ? "byte" : "bytes");
    return ki_raise(ks, KI_EXC_TypeError, "cannot convert '%s' object to %s", ki_type_name(ks, v),
                    type_name);
}

KiValue ki_bytes_from_object(KiState *ks, KiValue v) {
    return from_object(ks, v, "bytes");
}

static bool text_arg(KiState *ks, KiValue v, const char *type_name, const char *arg,
                     const char **out) {
    *out = NULL;
    if (v == KI_ABSENT) return true;
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s() argument '%s' must be str, not %s", type_name, arg,
                 v == KI_NONE ? "None" : ki_type_name(ks, v));
        return false;
    }
    *out = ki_str_utf8_whole(ks, ki_str_of(v));
    return *out != NULL;
}

bool ki_bytes_text_args(KiState *ks, const char *type_name, KiValue encoding, KiValue errors,
                        const char **enc, const char **err) {
    return text_arg(ks, encoding, type_name, "encoding", enc) &&
           text_arg(ks, errors, type_name, "errors", err);
}

/* The count of zeros that is asked for: 1 *n is set, 0 not an integer, -1 raised. */
static int count_of(KiState *ks, KiValue src, int64_t *n) {
    int r = ki_is_int(src) || ki_is_bool(src) || ki_slots_of(ks, src)->unary[KI_INDEX]
                ? ki_seq_index(ks, src, n)
                : 0;
    if (r < 0) {
        if (ki_pending_is(ks, KI_EXC_IndexError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_OverflowError, "cannot fit '%s' into an index-sized integer",
                     ki_type_name(ks, src));
            return -1;
        }
        if (!ki_pending_is(ks, KI_EXC_TypeError)) return -1;
        ki_clear_exc(ks);
        return 0;
    }
    if (!r) return 0;
    if (*n >= 0) return 1;
    ki_raise(ks, KI_EXC_ValueError, "negative count");
    return -1;
}
static KiValue zeros(KiState *ks, size_t n) {
    KiValue r = ki_bytes_from(ks, NULL, n);
    if (r != KI_ERR) memset(ki_bytes_of(r)->data, 0, n);
    return r;
}

KiValue ki_bytes_source(KiState *ks, const char *type_name, KiValue src, KiValue encoding,
                        KiValue errors, int64_t *count) {
    const char *enc, *err;
    if (!ki_bytes_text_args(ks, type_name, encoding, errors, &enc, &err)) return KI_ERR;
    if (src == KI_ABSENT) {
        if (enc || err)
            return ki_raise(ks, KI_EXC_TypeError,
                            enc ? "encoding without a string argument"
                                : "errors without a string argument");
        return ki_bytes_from(ks, NULL, 0);
    }
    if (ki_is_str(src)) {
        if (!enc)
            return ki_raise(ks, KI_EXC_TypeError,
                            err ? "string argument without an encoding"
                                : "string argument without an encoding");
        return ki_encode(ks, src, enc, err);
    }
    if (enc || err)
        return ki_raise(ks, KI_EXC_TypeError,
                        enc ? "encoding without a string argument"
                            : "errors without a string argument");
    int64_t n;
    int counted = count_of(ks, src, &n);
    if (counted < 0) return KI_ERR;
    if (!counted) return from_object(ks, src, type_name);
    if (!count) return zeros(ks, (size_t)n);
    *count = n;
    return KI_ABSENT;
}

KiValue ki_bytes_from_method(KiState *ks, KiValue v) {
    KiValue r = ki_is_ptr(v) ? ki_call_special(ks, v, ks->names.d_bytes, NULL, 0) : KI_ABSENT;
    if (r == KI_ERR || r == KI_ABSENT || ki_is_bytes(r)) return r;
    ki_raise(ks, KI_EXC_TypeError, "__bytes__ returned non-bytes (type %s)", ki_type_name(ks, r));
    ki_decref(ks, r);
    return KI_ERR;
}

static KiValue bytes_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)cls;
    static const char *const names[] = {"source", "encoding", "errors"};
    KiValue a[3];
    if (!ki_parse_args(ks, "bytes", names, 0, 0, 3, args, nargs, kwnames, a)) return KI_ERR;
    if (a[0] != KI_ABSENT && a[1] == KI_ABSENT && a[2] == KI_ABSENT && ki_is_ptr(a[0]) &&
        !ki_is_kind(a[0], KI_K_BYTES)) {
        KiValue r = ki_bytes_from_method(ks, a[0]);
        if (r != KI_ABSENT) return r;
    }
    return ki_bytes_source(ks, "bytes", a[0], a[1], a[2], NULL);
}

/* ---- slots ---- */

static KiValue bytes_repr(KiState *ks, KiValue v) {
    KiBytes *b = ki_bytes_of(v);
    return ki_bytes_repr(ks, b->data, b->len, "", "");
}

static bool bytes_hash(KiState *ks, KiValue v, int64_t *out) {
    KiBytes *b = ki_bytes_of(v);
    if (!b->hash && b->len) {
        b->hash = kb_siphash13(ks->hash_key[0], ks->hash_key[1], b->data, b->len);
        if (b->hash == UINT64_MAX) b->hash = (uint64_t)-2;
    }
    *out = (int64_t)b->hash;
    return true;
}

static int64_t bytes_len(KiState *ks, KiValue v) {
    (void)ks;
    return (int64_t)ki_bytes_of(v)->len;
}

static KiValue bytes_getitem(KiState *ks, KiValue v, KiValue key) {
    KiBytes *b = ki_bytes_of(v);
    int64_t i, stop, step, n;
    if (ki_is_slice(key)) {
        if (!ki_slice_resolve(ks, (KiSlice *)ki_obj(key), (int64_t)b->len, &i, &stop, &step, &n))
            return KI_ERR;
        if (step == 1 && (size_t)n == b->len) return ki_new_ref(ki_from_obj(b));
        if (step == 1) return ki_bytes_from(ks, b->data + i, (size_t)n);
        KiValue r = ki_bytes_from(ks, NULL, (size_t)n);
        if (r != KI_ERR)
            for (int64_t k = 0; k < n; k++, i += step)
                ki_bytes_of(r)->data[k] = b->data[i];
        return r;
    }
    int r = ki_seq_index(ks, key, &i);
    if (r < 0) return KI_ERR;
    if (!r)
        return ki_raise(ks, KI_EXC_TypeError, "byte indices must be integers or slices, not %s",
                        ki_type_name(ks, key));
    if (i < 0) i += (int64_t)b->len;
    if (i < 0 || i >= (int64_t)b->len) return ki_raise(ks, KI_EXC_IndexError, "index out of range");
    return ki_small_int(b->data[i]);
}

static KiValue bytes_concat(KiState *ks, KiValue a, KiValue b) {
    KiBytes *x = ki_bytes_of(a);
    KiBuffer y;
    if (!ki_buffer_to_concat(ks, a, b, &y)) return KI_ERR;
    KiValue r = ki_bytes_from(ks, NULL, x->len + (size_t)y.len);
    if (r != KI_ERR) {
        memcpy(ki_bytes_of(r)->data, x->data, x->len);
        ki_buffer_copy_out(&y, ki_bytes_of(r)->data + x->len);
    }
    ki_release_buffer(ks, &y);
    return r;
}

static KiValue bytes_repeat(KiState *ks, KiValue a, int64_t n) {
    KiBytes *b = ki_bytes_of(a);
    if (n == 1) return ki_new_ref(ki_from_obj(b));
    if (n < 0) n = 0;
    size_t total;
    if (__builtin_mul_overflow(b->len, (size_t)n, &total)) return ki_raise_nomem(ks);
    KiValue r = ki_bytes_from(ks, NULL, total);
    if (r != KI_ERR)
        for (size_t i = 0; i < total; i += b->len)
            memcpy(ki_bytes_of(r)->data + i, b->data, b->len);
    return r;
}

static KiValue bytes_mod(KiState *ks, KiValue a, KiValue b) {
    return ki_is_bytes(a) ? ki_bytes_percent(ks, a, b) : KI_NOT_IMPLEMENTED;
}

static bool bytes_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) {
    if (writable) {
        ki_raise(ks, KI_EXC_BufferError, "Object is not writable.");
        return false;
    }
    KiBytes *b = ki_bytes_of(v);
    *out = (KiBuffer){
        .data = b->data, .len = (int64_t)b->len, .itemsize = 1, .readonly = true, .ndim = 1};
    return true;
}

static KiValue bytes_iter(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_BYTES_ITER, ki_unbox(v), 0, 0);
}

static KiValue bytes_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiBytesSpan s = ki_bytes_span(it->source);
    if (it->index < s.len) return ki_small_int(s.data[it->index++]);
    ki_assign(ks, &it->source, KI_ABSENT);
    return KI_ABSENT;
}

const KiSlots ki_bytes_slots = {
    .getattr = ki_generic_getattr,
    .repr = bytes_repr,
    .str = bytes_repr,
    .hash = bytes_hash,
    .compare = bytes_compare,
    .iter = bytes_iter,
    .new_ = bytes_new,
    .binary = {[KI_MOD] = bytes_mod},
    .len = bytes_len,
    .getitem = bytes_getitem,
    .contains = ki_bytes_contains,
    .concat = bytes_concat,
    .repeat = bytes_repeat,
    .get_buffer = bytes_get_buffer,
};
const KiSlots ki_bytes_iter_slots = KI_ITER_SLOTS(bytes_next);
const KiSlots ki_bytearray_iter_slots = KI_ITER_SLOTS(bytes_next);
