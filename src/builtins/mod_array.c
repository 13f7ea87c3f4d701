/* The module array: arrays of numbers of one machine type, in one block of memory that the buffer
 * protocol lends. The types are in the table `kinds`. */
#include "mod_array.h"

#include "../object/audit.h"
#include "../object/number.h"

const KiArrayKind ki_array_kinds[] = {
    {'b', 1, 1, "b"},  {'B', 1, 0, "B"},  {'u', 4, 20, "w"}, {'h', 2, 4, "h"},  {'H', 2, 2, "H"},
    {'i', 4, 8, "i"},  {'I', 4, 6, "I"},  {'l', 8, 12, "l"}, {'L', 8, 10, "L"}, {'q', 8, 12, "q"},
    {'Q', 8, 10, "Q"}, {'f', 4, 14, "f"}, {'d', 8, 16, "d"}};
const int ki_n_array_kinds = sizeof ki_array_kinds / sizeof *ki_array_kinds;

bool ki_is_array(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_is_subtype(ki_type_of(ks, v), ki_array_type(ks));
}

/* --- memory --- */

bool ki_array_may_resize(KiState *ks, const KiArray *a) {
    if (!a->exports) return true;
    ki_raise(ks, KI_EXC_BufferError, "cannot resize an array that is exporting buffers");
    return false;
}

bool ki_array_resize(KiState *ks, KiArray *a, int64_t len) {
    if (len != a->len && !ki_array_may_resize(ks, a)) return false;
    size_t need;
    if (len < 0 || !kb_mul_size((size_t)len, a->kind->size, &need) || need > (size_t)1 << 46) {
        ki_raise_nomem(ks);
        return false;
    }
    if (need > a->cap || need < a->cap / 2) {
        size_t cap = need ? need + need / 8 + 16 : 0;
        if (!cap) {
            if (a->data) ki_mem_free(ks, a->data, a->cap);
            a->data = NULL;
        } else {
            uint8_t *p = ki_mem_realloc(ks, a->data, a->cap, cap);
            if (!p) return false;
            a->data = p;
        }
        a->cap = cap;
    }
    a->len = len;
    return true;
}
KiArray *ki_array_new(KiState *ks, KiType *cls, const KiArrayKind *kind, int64_t len) {
    KiArray *a = (KiArray *)ki_instance_alloc(ks, cls);
    if (!a) return NULL;
    a->kind = kind;
    a->data = NULL;
    a->len = 0;
    a->cap = 0;
    a->exports = 0;
    if (ki_array_resize(ks, a, len)) return a;
    ki_decref_obj(ks, &a->h);
    return NULL;
}
static void array_dealloc(KiState *ks, KiObj *o) {
    KiArray *a = (KiArray *)o;
    if (a->data) ki_mem_free(ks, a->data, a->cap);
    a->data = NULL;
    a->cap = 0;
    a->len = 0;
}

/* --- items --- */

KiValue ki_array_item(KiState *ks, const KiArray *a, int64_t i) {
    const uint8_t *p = a->data + (size_t)i * a->kind->size;
    if (a->kind->code != 'u') return ki_unpack_item(ks, a->kind->format, p);
    uint32_t c;
    memcpy(&c, p, 4);
    if (c <= 0x10FFFF) return ki_str_from_char(ks, c);
    return ki_raise(ks, KI_EXC_ValueError, "chr() arg not in range(0x110000)");
}

static bool too_big(KiState *ks, const char *text) {
    ki_raise(ks, KI_EXC_OverflowError, "%s", text);
    return false;
}
/* CPython takes small numbers through a wider C type, whose own limits are reported first. */
static bool narrow(KiState *ks, char c, int64_t v) {
    if (c == 'b' || c == 'h') {
        if (v < INT16_MIN) return too_big(ks, "signed short integer is less than minimum");
        if (v > INT16_MAX) return too_big(ks, "signed short integer is greater than maximum");
        if (c == 'b' && v < INT8_MIN) return too_big(ks, "signed char is less than minimum");
        if (c == 'b' && v > INT8_MAX) return too_big(ks, "signed char is greater than maximum");
    } else if (c == 'B') {
        if (v < 0) return too_big(ks, "unsigned byte integer is less than minimum");
        if (v > UINT8_MAX) return too_big(ks, "unsigned byte integer is greater than maximum");
    } else if (c == 'H' || c == 'i') {
        if (v < INT32_MIN) return too_big(ks, "signed integer is less than minimum");
        if (v > INT32_MAX) return too_big(ks, "signed integer is greater than maximum");
        if (c == 'H' && v < 0) return too_big(ks, "unsigned short is less than minimum");
        if (c == 'H' && v > UINT16_MAX)
            return too_big(ks, "unsigned short is greater than maximum");
    }
    return true;
}
static bool pack_signed(KiState *ks, const KiArrayKind *k, KiValue n, uint8_t *out) {
    int64_t v;
    if (!ki_int_try_i64(n, &v))
        return too_big(ks, k->code == 'q' ? "int too big to convert"
                                          : "Python int too large to convert to C long");
    if (!narrow(ks, k->code, v)) return false;
    memcpy(out, &v, k->size);
    return true;
}
static bool pack_unsigned(KiState *ks, const KiArrayKind *k, KiValue n, uint8_t *out) {
    uint64_t v;
    bool quad = k->code == 'Q';
    if (ki_int_sign(n) < 0)
        return too_big(ks, quad ? "can't convert negative int to unsigned"
                                : "can't convert negative value to unsigned int");
    if (!ki_int_to_u64(ks, n, &v)) {
        ki_clear_exc(ks);
        return too_big(ks, quad ? "int too big to convert"
                                : "Python int too large to convert to C unsigned long");
    }
    if (k->code == 'I' && v > UINT32_MAX)
        return too_big(ks, "unsigned int is greater than maximum");
    memcpy(out, &v, k->size);
    return true;
}
/* v as one element at out (k->size bytes). */
static bool pack(KiState *ks, const KiArrayKind *k, KiValue v, uint8_t *out) {
    if (k->code == 'f' || k->code == 'd') {
        double d;
        if (!ki_to_double(ks, v, &d)) return false;
        float f = (float)d;
        memcpy(out, k->code == 'f' ? (void *)&f : (void *)&d, k->size);
        return true;
    }
    if (k->code == 'u') {
        if (!ki_is_str(v) || ki_str_of(v)->len != 1) {
            ki_raise(ks, KI_EXC_TypeError, "array item must be unicode character");
            return false;
        }
        uint32_t c = ki_str_at(ki_str_of(v), 0);
        memcpy(out, &c, 4);
        return true;
    }
    KiValue n = ki_index(ks, v);
    if (n == KI_ERR) return false;
    bool is_unsigned = k->code == 'I' || k->code == 'L' || k->code == 'Q';
    bool ok = is_unsigned ? pack_unsigned(ks, k, n, out) : pack_signed(ks, k, n, out);
    ki_decref(ks, n);
    return ok;
}
bool ki_array_set(KiState *ks, KiArray *a, int64_t i, KiValue v) {
    uint8_t item[8];
    if (!pack(ks, a->kind, v, item)) return false;
    if (i >= a->len) { /* converting v ran code that made the array shorter */
        ki_raise(ks, KI_EXC_IndexError, "array assignment index out of range");
        return false;
    }
    memcpy(a->data + (size_t)i * a->kind->size, item, a->kind->size);
    return true;
}
bool ki_array_insert(KiState *ks, KiArray *a, int64_t i, KiValue v) {
    uint8_t item[8];
    size_t size = a->kind->size;
    if (!pack(ks, a->kind, v, item)) return false;
    if (i < 0 && (i += a->len) < 0) i = 0;
    if (i > a->len) i = a->len;
    if (!ki_array_resize(ks, a, a->len + 1)) return false;
    uint8_t *at = a->data + (size_t)i * size;
    memmove(at + size, at, (size_t)(a->len - 1 - i) * size);
    memcpy(at, item, size);
    return true;
}
bool ki_array_append_all(KiState *ks, KiArray *a, KiValue iterable) {
    KiValue it = ki_iter(ks, iterable), v;
    if (it == KI_ERR) return false;
    bool ok = true;
    while (ok && (v = ki_next(ks, it)) != KI_ABSENT) {
        ok = v != KI_ERR && ki_array_insert(ks, a, a->len, v);
        ki_decref(ks, v);
    }
    ki_decref(ks, it);
    return ok;
}
bool ki_array_append_str(KiState *ks, KiArray *a, KiStr *s) {
    int64_t old = a->len;
    if (!ki_array_resize(ks, a, old + (int64_t)s->len)) return false;
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        memcpy(a->data + ((size_t)old + i) * 4, &c, 4);
    }
    return true;
}
bool ki_array_append_bytes(KiState *ks, KiArray *a, const uint8_t *p, size_t n) {
    int64_t old = a->len;
    if (n % a->kind->size) {
        ki_raise(ks, KI_EXC_ValueError, "bytes length not a multiple of item size");
        return false;
    }
    if (!ki_array_resize(ks, a, old + (int64_t)(n / a->kind->size))) return false;
    if (n) memcpy(a->data + (size_t)old * a->kind->size, p, n);
    return true;
}

/* --- making --- */

/* from: what the array is to hold, or KI_ABSENT; what is wrong with that is told before an unknown
 * typecode. */
static const KiArrayKind *kind_arg(KiState *ks, KiValue v, KiValue from) {
    if (!ki_is_str(v) || ki_str_of(v)->len != 1) {
        ki_raise(ks, KI_EXC_TypeError, "array() argument 1 must be a unicode character, not %s",
                 ki_arg_type_name(ks, v));
        return NULL;
    }
    for (int i = 0; i < ki_n_array_kinds; i++)
        if (ki_str_at(ki_str_of(v), 0) == (uint8_t)ki_array_kinds[i].code)
            return &ki_array_kinds[i];
    if (from != KI_ABSENT && ki_is_str(from)) {
        ki_raise(ks, KI_EXC_TypeError, "cannot use a str to initialize an array with typecode '%s'",
                 ki_str_utf8(ks, ki_str_of(v), NULL));
        return NULL;
    }
    KiValue it = from == KI_ABSENT ? KI_NONE : ki_iter(ks, from);
    if (it == KI_ERR) return NULL;
    ki_decref(ks, it);
    ki_raise(ks, KI_EXC_ValueError,
             "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    return NULL;
}
static bool fill(KiState *ks, KiArray *a, KiValue from) {
    bool text = a->kind->code == 'u', array = ki_is_array(ks, from);
    if (!text && ki_is_str(from)) {
        ki_raise(ks, KI_EXC_TypeError, "cannot use a str to initialize an array with typecode '%c'",
                 a->kind->code);
        return false;
    }
    if (array && !text && ki_array_of(from)->kind->code == 'u') {
        ki_raise(ks, KI_EXC_TypeError,
                 "cannot use a unicode array to initialize an array with typecode '%c'",
                 a->kind->code);
        return false;
    }
    if (text && ki_is_str(from)) return ki_array_append_str(ks, a, ki_str_of(from));
    if (array && ki_array_of(from)->kind == a->kind) {
        KiArray *b = ki_array_of(from);
        return ki_array_append_bytes(ks, a, b->data, (size_t)b->len * b->kind->size);
    }
    if (ki_is_bytes(from) || ki_is_bytearray(from)) {
        KiBytesView view;
        if (!ki_get_bytes(ks, from, false, &view)) return false;
        bool ok = ki_array_append_bytes(ks, a, view.data, view.len);
        ki_release_bytes(ks, &view);
        return ok;
    }
    return ki_array_append_all(ks, a, from);
}
static bool array_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}
static KiValue array_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (cls->slots->init == array_init && kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "array.array() takes no keyword arguments");
    if (nargs < 1 || nargs > 2)
        return ki_raise(ks, KI_EXC_TypeError, "array() takes at %s %d argument%s (%d given)",
                        nargs ? "most" : "least", nargs ? 2 : 1, nargs ? "s" : "", nargs);
    const KiArrayKind *kind = kind_arg(ks, args[0], nargs == 2 ? args[1] : KI_ABSENT);
    bool told =
        kind && ki_audit(ks, "array.__new__", "OO", args[0], nargs == 2 ? args[1] : KI_NONE);
    KiArray *a = told ? ki_array_new(ks, cls, kind, 0) : NULL;
    if (!a) return KI_ERR;
    if (nargs == 1 || fill(ks, a, args[1])) return ki_from_obj(a);
    ki_decref_obj(ks, &a->h);
    return KI_ERR;
}

/* --- sequence --- */

static int64_t array_len(KiState *ks, KiValue v) {
    return ki_array_of(v)->len;
}
static KiValue slice_of(KiState *ks, KiArray *a, KiSlice *s) {
    int64_t start, stop, step, n;
    if (!ki_slice_resolve(ks, s, a->len, &start, &stop, &step, &n)) return KI_ERR;
    KiArray *r = ki_array_new(ks, ki_array_type(ks), a->kind, n);
    size_t size = a->kind->size;
    for (int64_t i = 0; r && i < n; i++)
        memcpy(r->data + (size_t)i * size, a->data + (size_t)(start + i * step) * size, size);
    return r ? ki_from_obj(r) : KI_ERR;
}
static bool index_arg(KiState *ks, KiArray *a, KiValue key, int64_t *i, const char *what) {
    int r = ki_seq_index(ks, key, i);
    if (r < 0) return false;
    if (!r) {
        ki_raise(ks, KI_EXC_TypeError, "array indices must be integers");
        return false;
    }
    if (*i < 0) *i += a->len;
    if (*i >= 0 && *i < a->len) return true;
    ki_raise(ks, KI_EXC_IndexError, "array %sindex out of range", what);
    return false;
}
static KiValue array_getitem(KiState *ks, KiValue self, KiValue key) {
    KiArray *a = ki_array_of(self);
    int64_t i;
    if (ki_is_slice(key)) return slice_of(ks, a, (KiSlice *)ki_obj(key));
    return index_arg(ks, a, key, &i, "") ? ki_array_item(ks, a, i) : KI_ERR;
}
/* a[start:start+n] becomes the m items at p. */
static bool replace(KiState *ks, KiArray *a, int64_t start, int64_t n, const uint8_t *p,
                    int64_t m) {
    size_t size = a->kind->size;
    int64_t tail = a->len - start - n, len = a->len - n + m;
    if (m < n && !a->exports)
        memmove(a->data + (size_t)(start + m) * size, a->data + (size_t)(start + n) * size,
                (size_t)tail * size);
    if (!ki_array_resize(ks, a, len)) return false;
    if (m > n)
        memmove(a->data + (size_t)(start + m) * size, a->data + (size_t)(start + n) * size,
                (size_t)tail * size);
    if (m) memcpy(a->data + (size_t)start * size, p, (size_t)m * size);
    return true;
}
static bool delete_extended(KiState *ks, KiArray *a, int64_t start, int64_t step, int64_t n) {
    size_t size = a->kind->size;
    if (a->exports && n) return ki_array_resize(ks, a, a->len - n);
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    int64_t to = start, next = start, left = n;
    for (int64_t i = start; i < a->len; i++) {
        if (left && i == next) {
            next += step;
            left--;
        } else {
            memcpy(a->data + (size_t)to++ * size, a->data + (size_t)i * size, size);
        }
    }
    return ki_array_resize(ks, a, a->len - n);
}
static bool set_slice(KiState *ks, KiArray *a, KiSlice *s, KiValue v) {
    int64_t start, stop, step, n;
    if (!ki_slice_resolve(ks, s, a->len, &start, &stop, &step, &n)) return false;
    if (v != KI_ABSENT && !ki_is_array(ks, v)) {
        ki_raise(ks, KI_EXC_TypeError, "can only assign array (not \"%.200s\") to array slice",
                 ki_type_name(ks, v));
        return false;
    }
    KiArray *b = v == KI_ABSENT ? NULL : ki_array_of(v);
    if (b && b->kind != a->kind) {
        ki_raise(ks, KI_EXC_TypeError, "bad argument type for built-in operation");
        return false;
    }
    int64_t m = b ? b->len : 0;
    if ((m == 0 || m != n) && !ki_array_may_resize(ks, a)) return false;
    if (m == 0 && step != 1) return n ? delete_extended(ks, a, start, step, n) : true;
    size_t size = a->kind->size, bytes = (size_t)m * size;
    if (step != 1 && m != n) {
        ki_raise(ks, KI_EXC_ValueError,
                 "attempt to assign array of size %lld to extended slice of size %lld",
                 (long long)m, (long long)n);
        return false;
    }
    uint8_t *copy = bytes && b == a ? ki_mem_alloc(ks, bytes) : NULL; /* a[i:j] = a */
    if (bytes && b == a && !copy) return false;
    const uint8_t *p = b ? copy ? memcpy(copy, b->data, bytes) : b->data : NULL;
    bool ok = true;
    if (step == 1)
        ok = replace(ks, a, start, n, p, m);
    else
        for (int64_t i = 0; i < n; i++)
            memcpy(a->data + (size_t)(start + i * step) * size, p + (size_t)i * size, size);
    if (copy) ki_mem_free(ks, copy, bytes);
    return ok;
}
static bool array_setitem(KiState *ks, KiValue self, KiValue key, KiValue v) {
    KiArray *a = ki_array_of(self);
    int64_t i;
    if (ki_is_slice(key)) return set_slice(ks, a, (KiSlice *)ki_obj(key), v);
    if (!index_arg(ks, a, key, &i, "assignment ")) return false;
    if (v != KI_ABSENT) return ki_array_set(ks, a, i, v);
    return replace(ks, a, i, 1, NULL, 0);
}
int64_t ki_array_find(KiState *ks, KiArray *a, KiValue v, int64_t start, int64_t stop) {
    for (int64_t i = start; i < stop && i < a->len; i++) {
        KiValue item = ki_array_item(ks, a, i);
        int eq = item == KI_ERR ? -1 : ki_compare_bool(ks, item, v, KI_EQ);
        ki_decref(ks, item);
        if (eq) return eq < 0 ? -2 : i;
    }
    return -1;
}
static int array_contains(KiState *ks, KiValue self, KiValue v) {
    int64_t i = ki_array_find(ks, ki_array_of(self), v, 0, INT64_MAX);
    return i == -2 ? -1 : i >= 0;
}
static bool same_kind(KiState *ks, KiArray *a, KiValue v, const char *what) {
    if (!ki_is_array(ks, v)) {
        ki_raise(ks, KI_EXC_TypeError, "can only %s (not \"%.200s\")%s", what, ki_type_name(ks, v),
                 what[0] == 'a' ? " to array" : "");
        return false;
    }
    if (ki_array_of(v)->kind == a->kind) return true;
    ki_raise(ks, KI_EXC_TypeError,
             what[0] == 'a' ? "bad argument type for built-in operation"
                            : "can only extend with array of same kind");
    return false;
}
static KiValue array_concat(KiState *ks, KiValue x, KiValue y) {
    KiArray *a = ki_array_of(x);
    if (!same_kind(ks, a, y, "append array")) return KI_ERR;
    KiArray *b = ki_array_of(y), *r = ki_array_new(ks, ki_array_type(ks), a->kind, a->len + b->len);
    if (!r) return KI_ERR;
    size_t n = (size_t)a->len * a->kind->size;
    if (n) memcpy(r->data, a->data, n);
    if (b->len) memcpy(r->data + n, b->data, (size_t)b->len * a->kind->size);
    return ki_from_obj(r);
}
bool ki_array_extend(KiState *ks, KiArray *a, KiArray *b) {
    int64_t old = a->len, more = b->len;
    if (!ki_array_resize(ks, a, old + more)) return false;
    if (more) memcpy(a->data + (size_t)old * a->kind->size, b->data, (size_t)more * a->kind->size);
    return true;
}
static KiValue array_iconcat(KiState *ks, KiValue x, KiValue y) {
    KiArray *a = ki_array_of(x);
    if (!ki_is_array(ks, y))
        return ki_raise(ks, KI_EXC_TypeError, "can only extend array with array (not \"%.200s\")",
                        ki_type_name(ks, y));
    if (!same_kind(ks, a, y, "extend")) return KI_ERR;
    return ki_array_extend(ks, a, ki_array_of(y)) ? ki_new_ref(x) : KI_ERR;
}
/* Fills the array with its first `unit` items over and over. */
static void repeat_items(KiArray *a, int64_t unit) {
    size_t size = a->kind->size;
    for (int64_t done = unit; unit && done < a->len; done += unit)
        memcpy(a->data + (size_t)done * size, a->data, (size_t)unit * size);
}
static bool repeated_len(KiState *ks, int64_t len, int64_t n, int64_t *out) {
    if (n < 0) n = 0;
    if (!__builtin_mul_overflow(len, n, out)) return true;
    ki_raise_nomem(ks);
    return false;
}
static KiValue array_repeat(KiState *ks, KiValue x, int64_t n) {
    KiArray *a = ki_array_of(x);
    int64_t len;
    if (!repeated_len(ks, a->len, n, &len)) return KI_ERR;
    KiArray *r = ki_array_new(ks, ki_array_type(ks), a->kind, len);
    if (!r) return KI_ERR;
    if (len) memcpy(r->data, a->data, (size_t)a->len * a->kind->size);
    repeat_items(r, a->len);
    return ki_from_obj(r);
}
static KiValue array_irepeat(KiState *ks, KiValue x, int64_t n) {
    KiArray *a = ki_array_of(x);
    int64_t len, unit = a->len;
    if (!repeated_len(ks, unit, n, &len) || !ki_array_resize(ks, a, len)) return KI_ERR;
    repeat_items(a, unit);
    return ki_new_ref(x);
}
static KiValue array_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    if (!ki_is_array(ks, x) || !ki_is_array(ks, y)) return KI_NOT_IMPLEMENTED;
    KiArray *a = ki_array_of(x), *b = ki_array_of(y);
    if (a->len != b->len && (op == KI_EQ || op == KI_NE)) return ki_bool(op == KI_NE);
    for (int64_t i = 0; i < a->len && i < b->len; i++) {
        KiValue u = ki_array_item(ks, a, i), v = u == KI_ERR ? KI_ERR : ki_array_item(ks, b, i);
        /* items are not objects: a NaN differs from itself */
        int eq = v == KI_ERR                        ? -1
                 : ki_is_float(u) && ki_is_float(v) ? ki_float_val(u) == ki_float_val(v)
                                                    : ki_compare_bool(ks, u, v, KI_EQ);
        KiValue r = KI_ABSENT;
        if (eq == 0)
            r = op == KI_EQ || op == KI_NE ? ki_bool(op == KI_NE) : ki_compare(ks, u, v, op);
        ki_decref(ks, u);
        ki_decref(ks, v);
        if (eq < 0) return KI_ERR;
        if (eq == 0) return r;
    }
    return ki_bool(ki_cmp_result(a->len < b->len ? -1 : a->len > b->len, op));
}

/* --- iterator --- */

typedef struct ArrayIter {
    KiObj h;
    KiValue array; /* KI_ABSENT at the end */
    int64_t i;
} ArrayIter;
static KiValue array_iter(KiState *ks, KiValue self) {
    ArrayIter *it = (ArrayIter *)ki_instance_alloc(ks, ki_array_iter_type(ks));
    if (!it) return KI_ERR;
    it->array = ki_new_ref(self);
    it->i = 0;
    return ki_from_obj(it);
}
static KiValue iter_self(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}
static KiValue iter_next(KiState *ks, KiValue v) {
    ArrayIter *it = (ArrayIter *)ki_obj(v);
    if (it->array == KI_ABSENT) return KI_ABSENT;
    KiArray *a = ki_array_of(it->array);
    if (it->i < a->len) return ki_array_item(ks, a, it->i++);
    ki_assign(ks, &it->array, KI_ABSENT);
    return KI_ABSENT;
}
static void iter_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((ArrayIter *)o)->array, KI_ABSENT);
}
static void iter_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((ArrayIter *)o)->array, arg);
}
static KiValue iter_reduce(KiState *ks, KiValue *a, int n) {
    ArrayIter *it = (ArrayIter *)ki_obj(a[0]);
    KiValue f = ki_dict_get_cstr(ks, ks->builtins_dict, "iter");
    if (f == KI_ERR || f == KI_ABSENT) return KI_ERR;
    bool over = it->array == KI_ABSENT;
    KiValue t = ki_tuple_pack(ks, 1, over ? ks->empty_tuple : it->array);
    KiValue r = t == KI_ERR ? KI_ERR
                : over      ? ki_tuple_pack(ks, 2, f, t)
                            : ki_tuple_pack(ks, 3, f, t, ki_small_int(it->i));
    if (t != KI_ERR) ki_decref(ks, t);
    return r;
}
static KiValue iter_setstate(KiState *ks, KiValue *a, int n) {
    ArrayIter *it = (ArrayIter *)ki_obj(a[0]);
    int64_t i;
    if (!ki_is_integer(a[1])) return ki_raise(ks, KI_EXC_TypeError, "an integer is required");
    if (!ki_arg_i64(ks, a[1], &i)) return KI_ERR;
    if (it->array == KI_ABSENT) return KI_NONE;
    int64_t len = ki_array_of(it->array)->len;
    it->i = i < 0 ? 0 : i > len ? len : i;
    return KI_NONE;
}
KiType *ki_make_array_iter_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = iter_dealloc,
                                  .traverse = iter_traverse,
                                  .clear = iter_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .iter = iter_self,
                                  .next = iter_next};
    static const KiDef methods[] = {
        {"__reduce__", "(self, /)", iter_reduce, "The parts that pickle keeps.", KI_DEF_WITH_CLASS},
        {"__setstate__", "(self, state, /)", iter_setstate, "Take over what pickle kept.",
         KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiTypeDef def = {.name = "arrayiterator",
                                  .module = "array",
                                  .doc = "",
                                  .struct_size = sizeof(ArrayIter),
                                  .flags = KI_TF_DISALLOW_NEW | KI_TF_GC,
                                  .layout = KI_K_OPAQUE,
                                  .slots = &slots,
                                  .methods = methods};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* --- buffer, text --- */

static bool array_get_buffer(KiState *ks, KiValue self, KiBuffer *out, bool writable) {
    KiArray *a = ki_array_of(self);

    out->data = a->data ? a->data : (void *)&a->len; /* not to be read: the length is 0 */
    out->len = a->len * a->kind->size;
    out->itemsize = a->kind->size;
    out->format = a->kind->format;
    out->readonly = false;
    out->ndim = 1;
    a->exports++;
    return true;
}
static void array_release_buffer(KiState *ks, KiValue self, KiBuffer *b) {
    ki_array_of(self)->exports--;
}
static KiValue array_repr(KiState *ks, KiValue self) {
    KiArray *a = ki_array_of(self);
    if (!a->len) return ki_str_format(ks, "%s('%c')", ki_class_name(ks, self), a->kind->code);
    KiValue v = a->kind->code == 'u' ? ki_array_text(ks, a) : KI_ERR;
    if (a->kind->code != 'u') {
        KiList *l = ki_to_list(ks, self);
        v = l ? ki_from_obj(l) : KI_ERR;
    }
    KiValue r = v == KI_ERR ? KI_ERR : ki_repr(ks, v);
    const char *text = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
    KiValue out =
        text ? ki_str_format(ks, "%s('%c', %s)", ki_class_name(ks, self), a->kind->code, text)
             : KI_ERR;
    ki_decref(ks, v);
    ki_decref(ks, r);
    return out;
}
KiValue ki_array_text(KiState *ks, const KiArray *a) {
    const uint32_t *text = (const uint32_t *)(const void *)a->data;
    for (int64_t i = 0; i < a->len; i++)
        if (text[i] > 0x10FFFF)
            return ki_raise(ks, KI_EXC_ValueError,
                            "character U+%x is not in range [U+0000; U+10ffff]", text[i]);
    return ki_str_from_ucs4(ks, text, (size_t)a->len);
}

const KiSlots ki_array_slots = {.dealloc = array_dealloc,
                                .getattr = ki_generic_getattr,
                                .repr = array_repr,
                                .compare = array_compare,
                                .iter = array_iter,
                                .new_ = array_new,
                                .init = array_init,
                                .len = array_len,
                                .getitem = array_getitem,
                                .setitem = array_setitem,
                                .contains = array_contains,
                                .concat = array_concat,
                                .repeat = array_repeat,
                                .iconcat = array_iconcat,
                                .irepeat = array_irepeat,
                                .get_buffer = array_get_buffer,
                                .release_buffer = array_release_buffer};
