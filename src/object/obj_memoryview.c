/* memoryview: indexing, slicing, comparison, and lending its window on. Every view takes a loan of
 * its own from the exporter, so views can be released in any order. */
#include "obj_memoryview.h"

#include <math.h>

#include "containers.h"
#include "iter_slots.h"

static KiMemoryview *alloc_view(KiState *ks, int ndim) {
    KiMemoryview *m = (KiMemoryview *)ki_object_alloc(
        ks, ks->types[KI_K_MEMORYVIEW], sizeof *m + (size_t)ndim * 2 * sizeof(int64_t));
    if (!m) return NULL;
    memset((char *)m + sizeof m->h, 0,
           sizeof *m - sizeof m->h + (size_t)ndim * 2 * sizeof(int64_t));
    m->buf.owner = KI_ABSENT;
    m->hash = -1;
    m->ndim = ndim;
    return m;
}

static bool set_format(KiState *ks, KiMemoryview *m, const char *format) {
    size_t n = strlen(format);
    memcpy(m->format, format, n < sizeof m->format ? n + 1 : sizeof m->format - 1);
    if (n < sizeof m->format) return true;
    if (!(m->long_format = ki_mem_alloc(ks, n + 1))) return false;
    memcpy(m->long_format, format, n + 1);
    return true;
}

/* Another view of what m shows, of the same exporter: it outlives a release of m. */
static KiValue view_again(KiState *ks, KiMemoryview *m) {
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    KiMemoryview *r = ki_memoryview_derive(ks, m, m->ndim);
    if (!r) return KI_ERR;
    memcpy(ki_mv_shape(r), ki_mv_shape(m), sizeof(int64_t) * (size_t)m->ndim);
    memcpy(ki_mv_strides(r), ki_mv_strides(m), sizeof(int64_t) * (size_t)m->ndim);
    return ki_from_obj(r);
}

KiValue ki_memoryview_new(KiState *ks, KiValue v) {
    KiBuffer b;
    if (ki_is_memoryview(v)) return view_again(ks, ki_memoryview_of(v));
    if (!ki_slots_of(ks, v)->get_buffer)
        return ki_raise(ks, KI_EXC_TypeError,
                        "memoryview: a bytes-like object is required, not '%s'",
                        ki_type_name(ks, v));
    if (!ki_get_buffer(ks, v, &b, false)) return KI_ERR;
    KiMemoryview *m = ki_buffer_has_format(ks, &b) ? alloc_view(ks, b.ndim) : NULL;
    if (!m) {
        ki_release_buffer(ks, &b);
        return KI_ERR;
    }
    m->buf = b;
    m->data = b.data;
    m->len = b.len;
    m->itemsize = b.itemsize;
    m->readonly = b.readonly;
    if (!set_format(ks, m, b.format ? b.format : "B")) {
        ki_decref_obj(ks, &m->h);
        return KI_ERR;
    }
    int64_t *shape = ki_mv_shape(m), *strides = ki_mv_strides(m), step = b.itemsize;
    for (int i = b.ndim; i-- > 0;) {
        shape[i] = b.shape ? b.shape[i] : b.itemsize ? b.len / b.itemsize : 0;
        strides[i] = b.strides ? b.strides[i] : step;
        step *= shape[i];
    }
    return ki_from_obj(m);
}

/* Does the exporter still lend what it lent before? Scalars lend their value from a new place each
 * time. */
static bool is_same_loan(KiState *ks, const KiBuffer *now, const KiBuffer *before) {
    size_t dims = sizeof(int64_t) * (size_t)before->ndim;
    bool same = now->len == before->len;
    if (same && before->copy)
        same = now->copy && now->ndim == before->ndim && !memcmp(now->shape, before->shape, dims) &&
               !memcmp(now->strides, before->strides, dims);
    else if (same)
        same = now->data == before->data || (before->readonly && ki_buffer_is_contiguous(before) &&
                                             ki_buffer_is_contiguous(now));
    if (!same) ki_raise(ks, KI_EXC_BufferError, "the exporter has changed its memory");
    return same;
}

KiMemoryview *ki_memoryview_derive(KiState *ks, KiMemoryview *m, int ndim) {
    KiMemoryview *r = alloc_view(ks, ndim);
    if (!r) return NULL;
    if (!ki_get_buffer(ks, m->buf.owner, &r->buf, false) || !is_same_loan(ks, &r->buf, &m->buf) ||
        !set_format(ks, r, ki_mv_format(m))) {
        ki_decref_obj(ks, &r->h);
        return NULL;
    }
    r->data = (char *)r->buf.data + (m->data - (char *)m->buf.data);
    r->len = m->len;
    r->itemsize = m->itemsize;
    r->readonly = m->readonly;
    return r;
}

bool ki_memoryview_check(KiState *ks, KiMemoryview *m) {
    if (m->buf.owner != KI_ABSENT) return !m->buf.copy || m->buf.copy->renew(ks, &m->buf);
    ki_raise(ks, KI_EXC_ValueError, "operation forbidden on released memoryview object");
    return false;
}

bool ki_memoryview_release(KiState *ks, KiMemoryview *m) {
    if (m->exports) {
        ki_raise(ks, KI_EXC_BufferError, "memoryview has %u exported buffer%s", m->exports,
                 m->exports == 1 ? "" : "s");
        return false;
    }
    ki_release_buffer(ks, &m->buf);
    return true;
}

bool ki_buffer_is_fortran(const KiBuffer *b) {
    if (b->len == 0 || b->ndim <= 1 || !b->shape || !b->strides) return ki_buffer_is_contiguous(b);
    int64_t expect = b->itemsize;
    for (int i = 0; i < b->ndim; i++) {
        if (b->shape[i] != 1 && b->strides[i] != expect) return false;
        expect *= b->shape[i];
    }
    return true;
}

KiBuffer ki_memoryview_as_buffer(KiMemoryview *m) {
    return (KiBuffer){.data = m->data,
                      .len = m->len,
                      .itemsize = m->itemsize,
                      .format = ki_mv_format(m),
                      .readonly = m->readonly,
                      .ndim = m->ndim,
                      .shape = ki_mv_shape(m),
                      .strides = ki_mv_strides(m),
                      .owner = KI_ABSENT};
}

static void memoryview_dealloc(KiState *ks, KiObj *o) {
    KiMemoryview *m = (KiMemoryview *)o;
    ki_release_buffer(ks, &m->buf);
    if (m->long_format) ki_mem_free(ks, m->long_format, strlen(m->long_format) + 1);
}
static void memoryview_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiMemoryview *)o)->buf.owner, arg);
}

static KiValue memoryview_repr(KiState *ks, KiValue v) {
    bool live = ki_memoryview_of(v)->buf.owner != KI_ABSENT;
    return ki_str_format(ks, live ? "<memory at %p>" : "<released memory at %p>",
                         (void *)ki_obj(v));
}

static int64_t memoryview_len(KiState *ks, KiValue v) {
    KiMemoryview *m = ki_memoryview_of(v);
    if (!ki_memoryview_check(ks, m)) return -1;
    return m->ndim ? ki_mv_shape(m)[0] : 1;
}

/* Half floats are for the module struct alone. */
static bool is_item_format(KiState *ks, const char *format) {
    char c = *format == '@' ? format[1] : *format;
    if (KB_LIKELY(c != 'e')) return true;
    ki_raise(ks, KI_EXC_NotImplementedError, "memoryview: format e not supported");
    return false;
}
static KiValue item_value(KiState *ks, const char *format, const char *p) {
    return is_item_format(ks, format) ? ki_unpack_item(ks, format, p) : KI_ERR;
}
static bool store_item(KiState *ks, const char *format, char *p, KiValue v) {
    return is_item_format(ks, format) && ki_pack_item(ks, format, p, v);
}

static KiValue list_from(KiState *ks, KiMemoryview *m, const char *p, int dim) {
    if (dim == m->ndim) return item_value(ks, m->format, p);
    KiList *l = ki_list_new(ks, ki_mv_shape(m)[dim]);
    for (int64_t i = 0; l && i < ki_mv_shape(m)[dim]; i++) {
        KiValue x = list_from(ks, m, p + i * ki_mv_strides(m)[dim], dim + 1);
        if (x == KI_ERR || !ki_list_append(ks, l, x)) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
        ki_decref(ks, x);
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

KiValue ki_memoryview_tolist(KiState *ks, KiMemoryview *m) {
    return ki_format_is_single(ks, ki_mv_format(m)) ? list_from(ks, m, m->data, 0) : KI_ERR;
}

/* Address of an index into one dimension; NULL: IndexError. */
static char *index_dim(KiState *ks, KiMemoryview *m, int dim, int64_t i, char *p) {
    int64_t n = ki_mv_shape(m)[dim];
    if (i < 0) i += n;
    if (i < 0 || i >= n) {
        ki_raise(ks, KI_EXC_IndexError, "index out of bounds on dimension %d", dim + 1);
        return NULL;
    }
    return p + i * ki_mv_strides(m)[dim];
}

/* Do all items pass? */
static bool all_items(KiState *ks, const KiTuple *t, bool (*is)(KiState *ks, KiValue v)) {
    for (int64_t i = 0; i < t->len; i++)
        if (!is(ks, t->items[i])) return false;
    return true;
}
static bool is_index(KiState *ks, KiValue v) {
    return ki_slots_of(ks, v)->unary[KI_INDEX] != NULL;
}
static bool is_slice(KiState *ks, KiValue v) {
    (void)ks;
    return ki_is_slice(v);
}

/* Address of the item that a tuple names; NULL: raised. */
static char *tuple_address(KiState *ks, KiMemoryview *m, const KiTuple *t, bool store) {
    char *p = m->data;
    if (!all_items(ks, t, is_index)) {
        if (all_items(ks, t, is_slice))
            ki_raise(ks, KI_EXC_NotImplementedError, "%s",
                     store ? "memoryview slice assignments are currently restricted to ndim = 1"
                           : "multi-dimensional slicing is not implemented");
        else
            ki_raise(ks, KI_EXC_TypeError, "memoryview: invalid slice key");
        return NULL;
    }
    if (t->len < m->ndim) {
        ki_raise(ks, KI_EXC_NotImplementedError, "sub-views are not implemented");
        return NULL;
    }
    if (t->len > m->ndim) {
        ki_raise(ks, KI_EXC_TypeError, "cannot index %d-dimension view with %lld-element tuple",
                 m->ndim, (long long)t->len);
        return NULL;
    }
    for (int64_t k = 0; k < t->len && p; k++) {
        int64_t i;
        p = ki_seq_index(ks, t->items[k], &i) > 0 ? index_dim(ks, m, (int)k, i, p) : NULL;
    }
    return p;
}

/* Address of the item that an int or tuple of ints names; NULL: raised. */
static char *item_address(KiState *ks, KiMemoryview *m, KiValue key, bool store) {
    int64_t i;
    bool single = store || (m->format[0] && !m->format[1]);
    if (m->ndim == 0) {
        bool own = ki_is_tuple(key) && ki_tuple_of(key)->len == 0;
        if (own && !single && !ki_format_is_single(ks, ki_mv_format(m))) return NULL;
        if (own || key == KI_ELLIPSIS) return m->data;
        ki_raise(ks, KI_EXC_TypeError, "invalid indexing of 0-dim memory");
        return NULL;
    }
    if (KB_UNLIKELY(!single)) {
        bool asks =
            ki_is_tuple(key) ? all_items(ks, ki_tuple_of(key), is_index) : is_index(ks, key);
        if (asks && !ki_format_is_single(ks, ki_mv_format(m))) return NULL;
    }
    if (ki_is_tuple(key)) return tuple_address(ks, m, ki_tuple_of(key), store);
    int r = store && m->ndim > 1 && is_index(ks, key) ? 1 : ki_seq_index(ks, key, &i);
    if (r <= 0) {
        if (!r) ki_raise(ks, KI_EXC_TypeError, "memoryview: invalid slice key");
        return NULL;
    }
    if (m->ndim > 1) { /* a store says so before it asks for the index */
        ki_raise(ks, KI_EXC_NotImplementedError, "%ssub-views are not implemented",
                 store ? "" : "multi-dimensional ");
        return NULL;
    }
    return index_dim(ks, m, 0, i, m->data);
}

static KiMemoryview *slice_view(KiState *ks, KiMemoryview *m, KiSlice *sl) {
    if (m->ndim == 0) {
        ki_raise(ks, KI_EXC_TypeError, "invalid indexing of 0-dim memory");
        return NULL;
    }
    int64_t start, stop, step, n;
    if (!ki_slice_resolve(ks, sl, ki_mv_shape(m)[0], &start, &stop, &step, &n)) return NULL;
    KiMemoryview *r = ki_memoryview_derive(ks, m, m->ndim);
    if (!r) return NULL;
    memcpy(r->dims, m->dims, (size_t)m->ndim * 2 * sizeof(int64_t));
    ki_mv_shape(r)[0] = n;
    ki_mv_strides(r)[0] = ki_mv_strides(m)[0] * step;
    r->data += (n ? start : 0) * ki_mv_strides(m)[0];
    r->len = r->itemsize;
    for (int i = 0; i < r->ndim; i++)
        r->len *= ki_mv_shape(r)[i];
    return r;
}

static KiValue memoryview_getitem(KiState *ks, KiValue v, KiValue key) {
    KiMemoryview *m = ki_memoryview_of(v);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    if (key == KI_ELLIPSIS && !m->ndim) return ki_new_ref(v);
    if (ki_is_slice(key)) {
        KiMemoryview *r = slice_view(ks, m, (KiSlice *)ki_obj(key));
        return r ? ki_from_obj(r) : KI_ERR;
    }
    char *p = item_address(ks, m, key, false);
    if (!p || !ki_memoryview_check(ks, m)) return KI_ERR; /* an __index__ may have released it */
    return item_value(ks, m->format, p);
}

/* After writing to the window's memory. */
static bool stored(KiState *ks, KiMemoryview *m) {
    return !m->buf.copy || m->buf.copy->store(ks, &m->buf);
}

static bool assign_slice(KiState *ks, KiMemoryview *m, KiSlice *sl, KiValue v) {
    KiBuffer src;
    if (m->ndim > 1) {
        ki_raise(ks, KI_EXC_NotImplementedError,
                 "memoryview slice assignments are currently restricted to ndim = 1");
        return false;
    }
    if (!ki_get_buffer(ks, v, &src, false)) return false; /* before the slice is looked at */
    bool ok = false;
    KiMemoryview *d = slice_view(ks, m, sl);
    if (d) {
        const char *f = src.format ? src.format : "B";
        if (src.itemsize != d->itemsize || strcmp(f, ki_mv_format(d)) != 0 || src.len != d->len) {
            ki_raise(ks, KI_EXC_ValueError,
                     "memoryview assignment: lvalue and rvalue have different structures");
        } else {
            char *tmp = ki_mem_alloc(ks, (size_t)src.len + 1);
            if (tmp) {
                ki_buffer_copy_out(&src, tmp); /* the two may overlap */
                for (int64_t i = 0; i < ki_mv_shape(d)[0]; i++)
                    memcpy(d->data + i * ki_mv_strides(d)[0], tmp + i * d->itemsize,
                           (size_t)d->itemsize);
                ki_mem_free(ks, tmp, (size_t)src.len + 1);
                ok = stored(ks, d);
            }
        }
        ki_decref_obj(ks, &d->h);
    }
    ki_release_buffer(ks, &src);
    return ok;
}

static bool memoryview_setitem(KiState *ks, KiValue v, KiValue key, KiValue item) {
    KiMemoryview *m = ki_memoryview_of(v);
    if (!ki_memoryview_check(ks, m) || !ki_format_is_single(ks, ki_mv_format(m))) return false;
    if (m->readonly) {
        ki_raise(ks, KI_EXC_TypeError, "cannot modify read-only memory");
        return false;
    }
    if (item == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "cannot delete memory");
        return false;
    }
    if (ki_is_slice(key)) return assign_slice(ks, m, (KiSlice *)ki_obj(key), item);
    char *p = item_address(ks, m, key, true);
    return p && ki_memoryview_check(ks, m) && store_item(ks, m->format, p, item) && stored(ks, m);
}

/* The items as a list; as the module struct has them unless all formats are native; None: it does
 * not know the format. */
static KiValue items_to_compare(KiState *ks, KiMemoryview *m, bool native) {
    if (native) return ki_memoryview_tolist(ks, m);
    const char *format = ki_mv_format(m);
    KiBuffer b = ki_memoryview_as_buffer(m);
    KiValue module = ki_import(ks, "_struct");
    KiValue f = module == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, module, "iter_unpack");
    KiValue arg[2] = {ki_str_from_utf8(ks, format, strlen(format)),
                      ki_bytes_from(ks, NULL, (size_t)b.len)};
    KiValue it = KI_ERR, r = KI_ERR;
    if (f != KI_ERR && arg[0] != KI_ERR && arg[1] != KI_ERR) {
        ki_buffer_copy_out(&b, ki_bytes_of(arg[1])->data);
        it = ki_call(ks, f, arg, 2, KI_ABSENT);
    }
    KiList *items = it == KI_ERR ? NULL : ki_to_list(ks, it);
    if (items) r = ki_from_obj(items);
    ki_decref(ks, module);
    ki_decref(ks, f);
    ki_decref(ks, arg[0]);
    ki_decref(ks, arg[1]);
    ki_decref(ks, it);
    if (r != KI_ERR || ki_pending_is(ks, KI_EXC_MemoryError)) return r;
    ki_clear_exc(ks);
    return KI_NONE;
}

/* Is there nan among these items? It is equal to nothing, though the same value as other nan. */
static bool has_nan(KiValue items) {
    if (ki_is_float(items)) return isnan(ki_float_val(items));
    bool tuple = ki_is_tuple(items);
    if (!tuple && !ki_is_list(items)) return false;
    int64_t n = tuple ? ((KiTuple *)ki_obj(items))->len : ((KiList *)ki_obj(items))->len;
    const KiValue *v = tuple ? ((KiTuple *)ki_obj(items))->items : ((KiList *)ki_obj(items))->items;
    for (int64_t i = 0; i < n; i++)
        if (has_nan(v[i])) return true;
    return false;
}

static KiValue memoryview_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (op != KI_EQ && op != KI_NE) return KI_NOT_IMPLEMENTED;
    if (!ki_is_memoryview(a)) {
        KiValue t = a;
        a = b;
        b = t;
    }
    KiMemoryview *m = ki_memoryview_of(a);
    if (m->buf.owner == KI_ABSENT) return ki_bool((a == b) == (op == KI_EQ));
    if (!ki_slots_of(ks, b)->get_buffer) return KI_NOT_IMPLEMENTED;
    KiValue other = ki_memoryview_new(ks, b), r = KI_ERR;
    if (other == KI_ERR) {
        ki_clear_exc(ks);
        return KI_NOT_IMPLEMENTED;
    }
    KiMemoryview *n = ki_memoryview_of(other);
    bool same = m->ndim == n->ndim &&
                memcmp(ki_mv_shape(m), ki_mv_shape(n), (size_t)m->ndim * sizeof(int64_t)) == 0;
    bool native = ki_format_size(ki_mv_format(m)) && ki_format_size(ki_mv_format(n)) &&
                  !strchr(m->format, 'e') && !strchr(n->format, 'e');
    KiValue x = same ? items_to_compare(ks, m, native) : KI_ABSENT,
            y = same && x != KI_ERR ? items_to_compare(ks, n, native) : KI_ABSENT;
    if (!same) {
        r = ki_bool(op == KI_NE);
    } else if (ki_is_none(x) || ki_is_none(y)) {
        r = ki_bool(op == KI_NE); /* items of unknown formats are equal to none */
    } else if (x != KI_ERR && y != KI_ERR) {
        int eq = ki_compare_bool(ks, x, y, KI_EQ);
        if (eq > 0 && has_nan(x)) eq = 0;
        r = eq < 0 ? KI_ERR : ki_bool(eq == (op == KI_EQ));
    }
    ki_decref(ks, x);
    ki_decref(ks, y);
    ki_decref(ks, other);
    return r;
}

static bool memoryview_hash(KiState *ks, KiValue v, int64_t *out) {
    KiMemoryview *m = ki_memoryview_of(v);
    if (m->hash == -1) {
        int64_t own;
        if (!ki_memoryview_check(ks, m)) return false;
        if (!m->readonly) {
            ki_raise(ks, KI_EXC_ValueError, "cannot hash writable memoryview object");
            return false;
        }
        if (!strchr("Bbc", m->format[0] == '@' ? m->format[1] : m->format[0]) || m->long_format) {
            ki_raise(ks, KI_EXC_ValueError,
                     "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
            return false;
        }
        if (!ki_hash(ks, m->buf.owner, &own)) return false;
        KiValue b = ki_bytes_from_object(ks, v);
        bool ok = b != KI_ERR && ki_hash(ks, b, &m->hash);
        ki_decref(ks, b);
        if (!ok) return false;
    }
    *out = m->hash;
    return true;
}

static KiValue memoryview_iter(KiState *ks, KiValue v) {
    KiMemoryview *m = ki_memoryview_of(v);
    if (m->ndim == 0) return ki_raise(ks, KI_EXC_TypeError, "invalid indexing of 0-dim memory");
    if (m->ndim != 1)
        return ki_raise(ks, KI_EXC_NotImplementedError,
                        "multi-dimensional sub-views are not implemented");
    if (!ki_format_is_single(ks, ki_mv_format(m))) return KI_ERR;
    return ki_iter_new(ks, KI_K_MEMORY_ITER, v, 0, 0);
}

static KiValue memory_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiMemoryview *m = ki_memoryview_of(it->source);
    if (!ki_memoryview_check(ks, m)) return KI_ERR;
    if (it->index < ki_mv_shape(m)[0])
        return item_value(ks, m->format, m->data + ki_mv_strides(m)[0] * it->index++);
    ki_assign(ks, &it->source, KI_ABSENT);
    return KI_ABSENT;
}

/* What a view of a copy lends on is written back through the view. */
static bool renew_lent(KiState *ks, KiBuffer *b) {
    return ki_memoryview_check(ks, ki_memoryview_of(b->owner));
}
static bool store_lent(KiState *ks, KiBuffer *b) {
    return stored(ks, ki_memoryview_of(b->owner));
}
static const KiBufferCopy lent_on = {renew_lent, store_lent};

static bool memoryview_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) {
    KiMemoryview *m = ki_memoryview_of(v);
    if (!ki_memoryview_check(ks, m)) return false;
    if (writable && m->readonly) {
        ki_raise(ks, KI_EXC_BufferError, "memoryview: underlying buffer is not writable");
        return false;
    }
    *out = ki_memoryview_as_buffer(m);
    if (m->buf.copy) out->copy = &lent_on;
    m->exports++;
    return true;
}

static void memoryview_release_buffer(KiState *ks, KiValue v, KiBuffer *b) {
    (void)ks;
    (void)b;
    ki_memoryview_of(v)->exports--;
}

static KiValue memoryview_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)cls;
    static const char *const names[] = {"object"};
    KiValue a[1];
    if (!ki_parse_args(ks, "memoryview", names, 0, 1, 1, args, nargs, kwnames, a)) return KI_ERR;
    return ki_memoryview_new(ks, a[0]);
}

const KiSlots ki_memoryview_slots = {
    .dealloc = memoryview_dealloc,
    .traverse = memoryview_traverse,
    .getattr = ki_generic_getattr,
    .repr = memoryview_repr,
    .hash = memoryview_hash,
    .compare = memoryview_compare,
    .iter = memoryview_iter,
    .new_ = memoryview_new,
    .len = memoryview_len,
    .getitem = memoryview_getitem,
    .setitem = memoryview_setitem,
    .get_buffer = memoryview_get_buffer,
    .release_buffer = memoryview_release_buffer,
    .struct_size = sizeof(KiMemoryview),
};
const KiSlots ki_memory_iter_slots = KI_ITER_SLOTS(memory_next);
