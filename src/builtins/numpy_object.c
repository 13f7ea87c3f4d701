/* Arrays whose elements the engine does not know: Python objects, text, bytes, records.
 *
 * The engine's tensor holds int64 codes, each the place of an item in the array's pool (a list).
 * Views and copies share the pool; writing appends the new item and stores its place. Code 0 is
 * the empty item: None, '', b'' or a record of zeros. A pool that has grown far beyond the
 * elements of a tensor that owns its memory alone is rebuilt. Text that others see as something
 * else has codes below 0, which tell where in memory it lies (numpy_text_rows.c).
 *
 * Records are kept by columns: the pool of an array of records lists one array for each field, and
 * a code is the row, which is always the element's place in the storage. So the field of any view
 * is a view of the column with the same strides, and writing to it changes the records. */
#include <ctype.h>

#include "numpy_core.h"

static KiValue empty_item(KiState *ks, KiNpDtype *d) {
    if (d->kind == 'U') return ki_new_ref(ks->empty_str);
    if (d->kind == 'S') return ki_new_ref(ks->empty_bytes);
    if (d->kind == 'V') {
        KiValue v = ki_from_obj(d);
        return np_helper(ks, "_empty_void", &v, 1);
    }
    return KI_NONE;
}

static inline bool is_record(const KiNpDtype *d) {
    return d->fields != KI_ABSENT;
}

static KiList *new_pool(KiState *ks, KiNpDtype *d) {
    KiList *l = ki_list_new(ks, 8);
    KiValue e = l ? empty_item(ks, d) : KI_ERR;
    if (l && ki_list_push(ks, l, e)) return l;
    if (l) ki_decref_obj(ks, &l->h);
    return NULL;
}

/* Array over codes t (consumed) with pool (consumed); not finalized yet: that comes when it has its
 * type. */
static KiValue make(KiState *ks, KtTensor *t, KiNpDtype *d, KiList *pool /* or NULL */, KiType *cls,
                    KiValue base) {
    bool plain = cls == ks->types[KI_K_NDARRAY];
    KiValue v = plain ? ki_ndarray_wrap(ks, t, base) : ki_tensor_wrap_as(ks, cls, t);
    if (!plain && v != KI_ERR && base != KI_ABSENT)
        ((KiTensorObj *)ki_obj(v))->base = ki_new_ref(base);
    if (v == KI_ERR) {
        if (pool) ki_decref_obj(ks, &pool->h);
        return KI_ERR;
    }
    KiNpArray *x = np_array_of(v);
    ki_incref_obj(&d->h);
    x->descr = d;
    x->pool = pool;
    return v;
}

/* Carried elements from items. */
static KiValue carried_array(KiState *ks, KiNpDtype *d, int ndim, const int64_t *sizes,
                             KiValue *items) {
    KtTensor *t = kt_zeros(ki_kt_np(ks), d->carrier, ndim, sizes);
    for (int64_t i = 0; t && items && i < t->numel; i++) {
        KtTensor *one =
            kt_view_raw(ki_kt_np(ks), t, t->dtype, t->data + i * t->itemsize, 0, NULL, NULL);
        bool ok = one && np_carried_assign(ks, d, one, items[i]);
        kt_xdecref(ki_kt_np(ks), one);
        if (ok) continue;
        kt_decref(ki_kt_np(ks), t);
        return ki_pending(ks) ? KI_ERR : ki_kt_raise(ks);
    }
    return t ? np_carried_wrap(ks, t, d, KI_ABSENT) : ki_kt_raise(ks);
}

static KiValue record_array(KiState *ks, KiNpDtype *d, int ndim, const int64_t *sizes,
                            KiValue *items) {
    KtTensor *t = kt_empty(ki_kt_np(ks), KT_I64, ndim, sizes);
    if (!t) return ki_kt_raise(ks);
    for (int64_t i = 0; i < t->numel; i++)
        ((int64_t *)t->data)[i] = i;
    KiValue arg[3] = {ki_from_obj(d), ki_int_from_i64(ks, t->numel), KI_NONE};
    if (items) {
        KiList *l = ki_list_new(ks, t->numel);
        for (int64_t i = 0; l && i < t->numel; i++)
            if (!ki_list_append(ks, l, items[i])) {
                ki_decref_obj(ks, &l->h);
                l = NULL;
            }
        arg[2] = l ? ki_from_obj(l) : KI_ERR;
    }
    KiValue pool = arg[2] == KI_ERR ? KI_ERR : np_helper(ks, "_record_columns", arg, 3);
    ki_decref(ks, arg[2]);
    if (pool == KI_ERR) {
        kt_decref(ki_kt_np(ks), t);
        return KI_ERR;
    }
    return make(ks, t, d, ki_list_of(pool), ks->types[KI_K_NDARRAY], KI_ABSENT);
}

KiValue np_object_array(KiState *ks, KiNpDtype *d, int ndim, const int64_t *sizes, KiValue *items) {
    if (is_record(d)) return record_array(ks, d, ndim, sizes, items);
    if (d->carrier >= 0) return carried_array(ks, d, ndim, sizes, items);
    KtTensor *t = kt_zeros(ki_kt_np(ks), KT_I64, ndim, sizes);
    if (!t) return ki_kt_raise(ks);
    KiList *pool = new_pool(ks, d);
    if (!pool) {
        kt_decref(ki_kt_np(ks), t);
        return KI_ERR;
    }
    for (int64_t i = 0; items && i < t->numel; i++) {
        if (!ki_list_append(ks, pool, items[i])) {
            kt_decref(ki_kt_np(ks), t);
            ki_decref_obj(ks, &pool->h);
            return KI_ERR;
        }
        ((int64_t *)t->data)[i] = i + 1;
    }
    return make(ks, t, d, pool, ks->types[KI_K_NDARRAY], KI_ABSENT);
}

static KiValue finalized(KiState *ks, KiValue v, KiValue obj) {
    if (v == KI_ERR || ki_obj(v)->shape->type == ks->types[KI_K_NDARRAY]) return v;
    if (np_finalize(ks, v, obj)) return v;
    ki_decref(ks, v);
    return KI_ERR;
}

/* An array over t (consumed), codes of text that lies in memory, with items of its own. */
static KiValue wrap_items(KiState *ks, KtTensor *t, KiValue like) {
    KtCtx *ctx = ki_kt_np(ks);
    KiNpArray *x = np_array_of(like);
    if (t->storage == x->o.t->storage) {
        KtTensor *c = np_copy(ctx, t, KT_NO_DTYPE, 'K');
        kt_decref(ctx, t);
        if (!(t = c)) return ki_kt_raise(ks);
    }
    KiList *pool = np_out_of_rows(ks, x, t);
    if (!pool) kt_decref(ctx, t);
    return pool ? make(ks, t, x->descr, pool, ki_obj(like)->shape->type, KI_ABSENT) : KI_ERR;
}

KiValue np_object_wrap(KiState *ks, KtTensor *t, KiValue like, bool view) {
    if (!t) return ki_kt_raise(ks);
    KiNpArray *x = np_array_of(like);
    if (KB_UNLIKELY(!view && np_in_rows(x))) return finalized(ks, wrap_items(ks, t, like), like);
    if (x->pool) ki_incref_obj(&x->pool->h);
    KiValue base = view ? np_base_for(like, ki_obj(like)->shape->type) : KI_ABSENT;
    KiValue v = make(ks, t, x->descr, x->pool, ki_obj(like)->shape->type, base);
    if (view || v == KI_ERR || x->descr->fields == KI_ABSENT) return finalized(ks, v, like);
    KiValue own = np_helper(ks, "_copy_records", &v, 1); /* records can be changed in place */
    ki_decref(ks, v);
    KiType *cls = ki_obj(like)->shape->type;
    if (own == KI_ERR || cls == ks->types[KI_K_NDARRAY]) return own;
    KtTensor *rows = kt_alias(ki_kt_np(ks), ki_tensor_of(own));
    KiNpArray *y = np_array_of(own);
    if (rows) ki_incref_obj(&y->pool->h);
    KiValue w = rows ? finalized(ks, make(ks, rows, y->descr, y->pool, cls, KI_ABSENT), like)
                     : ki_kt_raise(ks);
    ki_decref(ks, own);
    return w;
}

KiValue np_in_class(KiState *ks, KiValue v, KiType *cls, KiValue obj, KiValue base) {
    KtTensor *t = kt_alias(ki_kt_np(ks), ki_tensor_of(v));
    if (!t) return ki_kt_raise(ks);
    KiNpArray *x = np_array_of(v);
    if (!x->descr) return np_wrap_as(ks, cls, t, obj, base);
    if (x->pool) ki_incref_obj(&x->pool->h);
    return finalized(ks, make(ks, t, x->descr, x->pool, cls, base), obj);
}

KiValue np_in_class_of(KiState *ks, KiValue r, KiValue like) {
    KiType *base = ks->types[KI_K_NDARRAY];
    if (r == KI_ERR || !ki_is_ndarray(r) || !ki_is_ndarray(like) ||
        ki_obj(r)->shape->type != base || ki_obj(like)->shape->type == base)
        return r;
    KiValue v = np_in_class(ks, r, ki_obj(like)->shape->type, like, KI_ABSENT);
    ki_decref(ks, r);
    return v;
}

KiValue np_object_view_as(KiState *ks, KtTensor *t, KiValue like, KiType *cls) {
    if (!t) return ki_kt_raise(ks);
    KiNpArray *x = np_array_of(like);
    if (x->pool) ki_incref_obj(&x->pool->h);
    return finalized(ks, make(ks, t, x->descr, x->pool, cls, np_base_for(like, cls)), like);
}

/* The item of the element at p; owned. */
static KB_COLD KiValue row_or_empty(KiState *ks, const KiNpArray *x, int64_t code) {
    return code < 0 ? np_row_item(ks, x, code) : ki_new_ref(np_empty_item(x->pool));
}
static inline KiValue item_at(KiState *ks, const KiNpArray *x, const char *p) {
    int64_t code;
    memcpy(&code, p, sizeof code);
    if (KB_LIKELY(code > 0 && code < x->pool->len)) return ki_new_ref(x->pool->items[code]);
    KiValue first = x->pool->items[0];
    return code || ki_is_kind(first, KI_K_LIST) ? row_or_empty(ks, x, code) : ki_new_ref(first);
}

/* The item at p, if it is text where it should be; owned. Bytes that stand for no characters lie in
 * an array of text as they are (_byteswap_text). */
static KB_COLD KiValue no_text(KiState *ks, KiValue item) {
    if (item == KI_ERR) return item;
    ki_decref(ks, item);
    return ki_raise(ks, KI_EXC_SystemError, "invalid maximum character passed to PyUnicode_New");
}
static inline KiValue text_at(KiState *ks, const KiNpArray *x, const char *p) {
    KiValue item = item_at(ks, x, p);
    return KB_LIKELY(x->descr->kind != 'U' || ki_is_str(item)) ? item : no_text(ks, item);
}

/* The record at p, which stays connected with the array. */
static KiValue record_at(KiState *ks, KiNpArray *x, const char *p) {
    int64_t code;
    memcpy(&code, p, sizeof code);
    KiValue arg[5] = {ki_from_obj(x->descr), ki_from_obj(x->pool), ki_int_from_i64(ks, code),
                      KI_NONE, KI_TRUE};
    const KtTensor *t = x->o.t;
    bool fixed = t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only);
    return arg[2] == KI_ERR ? KI_ERR : np_helper(ks, "_record_at", arg, fixed ? 5 : 3);
}

/* The record at p as a tuple; KI_ABSENT if a field has elements that are arrays. */
static KiValue record_tuple(KiState *ks, KiNpArray *x, const char *p) {
    const KiList *columns = x->pool;
    int64_t row;
    memcpy(&row, p, sizeof row);
    for (int64_t i = 0; i < columns->len; i++) {
        const KtTensor *t =
            ki_is_ndarray(columns->items[i]) ? ki_tensor_of(columns->items[i]) : NULL;
        if (!t || t->ndim != 1 || row < 0 || row >= t->sizes[0]) return KI_ABSENT;
    }
    KiTuple *all = ki_tuple_alloc(ks, columns->len);
    if (!all) return KI_ERR;
    for (int64_t i = 0; i < columns->len; i++)
        all->items[i] = KI_NONE;
    for (int64_t i = 0; i < columns->len; i++) {
        KiNpArray *column = np_array_of(columns->items[i]);
        const KtTensor *t = column->o.t;
        const char *at = t->data + row * t->strides[0] * t->itemsize;
        KiValue v =
            column->descr ? np_object_item(ks, column, at) : ki_from_element(ks, t->dtype, at);
        all->items[i] = v == KI_ERR ? KI_NONE : v;
        if (v == KI_ERR) {
            ki_decref_obj(ks, &all->h);
            return KI_ERR;
        }
    }
    return ki_from_obj(all);
}

KiValue np_object_item(KiState *ks, KiNpArray *x, const char *p) {
    if (!x->pool) return np_carried_item(ks, x->descr, p);
    if (!is_record(x->descr)) return text_at(ks, x, p);
    KiValue done = record_tuple(ks, x, p);
    if (done != KI_ABSENT) return done;
    KiValue v = record_at(ks, x, p);
    KiValue arg[2] = {v, ki_bool(x->o.t->flags & KT_T_READ_ONLY)};
    KiValue r = v == KI_ERR ? KI_ERR : np_helper(ks, "_record_item", arg, 2);
    ki_decref(ks, v);
    return r;
}

KiValue np_object_value(KiState *ks, KiNpArray *x, const char *p) {
    if (!x->pool) return np_carried_value(ks, x->descr, p);
    if (is_record(x->descr)) return record_at(ks, x, p);
    KiValue v = text_at(ks, x, p);
    if (v == KI_ERR) return v;
    KiNpState *np = ki_np(ks);
    if (x->descr->kind == 'U' && ki_is_kind(v, KI_K_STR)) return ki_box(ks, np->classes[NP_STR], v);
    if (x->descr->kind == 'S' && ki_is_kind(v, KI_K_BYTES))
        return ki_box(ks, np->classes[NP_BYTES], v);
    if (x->descr->kind == 'V') {
        KiValue arg[2] = {ki_from_obj(x->descr), v}, raw = np_helper(ks, "_raw", arg, 2);
        ki_decref(ks, v);
        return raw;
    }
    return v;
}

/* --- writing --- */

/* v as an item of dtype d: text is cut to the dtype's length, and zeros at its end are not kept. */
static KiValue to_item(KiState *ks, KiNpDtype *d, KiValue v) {
    if (d->kind == 'O') return ki_new_ref(v);
    if (d->kind == 'U' && ki_is_str(v)) {
        KiStr *s = ki_str_of(v);
        int64_t max = d->itemsize / 4, n = (int64_t)s->len;
        if (max && n > max) n = max;
        while (n && !ki_str_at(s, (size_t)n - 1))
            n--;
        if (n < (int64_t)s->len) return ki_str_slice(ks, s, 0, n, 1, n);
        return ki_new_ref(ki_from_obj(s));
    }
    if (d->kind == 'S' && ki_has_layout(v, KI_K_BYTES)) {
        KiBytes *b = ki_bytes_of(v);
        size_t n = b->len;
        if (d->itemsize && (int64_t)n > d->itemsize) n = (size_t)d->itemsize;
        while (n && !b->data[n - 1])
            n--;
        if (n < b->len) return ki_bytes_from(ks, b->data, n);
        return ki_new_ref(ki_from_obj(b));
    }
    KiValue arg[2] = {ki_from_obj(d), v};
    return np_helper(ks, "_to_item", arg, 2);
}

/* Renumbers when most of the pool is no longer used; only where the codes' memory is this
 * array's alone. */
static void compact(KiState *ks, KiNpArray *x) {
    KtTensor *t = x->o.t;
    if (x->pool->len < 2 * t->numel + 64 || x->pool->h.rc != 1 || !kt_is_contiguous(t) ||
        t->storage->refs != 1 || np_in_rows(x))
        return;
    KiList *l = ki_list_new(ks, t->numel + 1);
    if (!l || !ki_list_append(ks, l, np_empty_item(x->pool))) {
        ki_clear_exc(ks);
        if (l) ki_decref_obj(ks, &l->h);
        return;
    }
    int64_t *codes = (int64_t *)t->data;
    for (int64_t i = 0; i < t->numel; i++)
        if (!ki_list_push(ks, l, item_at(ks, x, (char *)&codes[i]))) {
            ki_clear_exc(ks);
            ki_decref_obj(ks, &l->h);
            return;
        }
    for (int64_t i = 0; i < t->numel; i++)
        codes[i] = i + 1;
    ki_decref_obj(ks, &x->pool->h);
    x->pool = l;
}

typedef struct Walk {
    int64_t at[KT_MAX_DIMS];
    const KtTensor *t;
    char *p;
} Walk;
static void walk_begin(Walk *w, const KtTensor *t) {
    memset(w->at, 0, sizeof w->at);
    w->t = t;
    w->p = t->data;
}
static void walk_next(Walk *w) {
    for (int d = w->t->ndim - 1; d >= 0; d--) {
        int64_t step = w->t->strides[d] * w->t->itemsize;
        if (++w->at[d] < w->t->sizes[d]) {
            w->p += step;
            return;
        }
        w->p -= step * (w->t->sizes[d] - 1);
        w->at[d] = 0;
    }
}

static bool put(KiState *ks, KiNpArray *x, char *p, KiValue v, bool same_type) {
    KiValue item = same_type ? ki_new_ref(v) : to_item(ks, x->descr, v);
    if (item == KI_ERR) return false;
    int64_t code;
    memcpy(&code, p, sizeof code);
    if (KB_UNLIKELY(code < 0)) {
        np_row_put(x, code, item);
        ki_decref(ks, item);
        return true;
    }
    code = x->pool->len;
    if (!ki_list_push(ks, x->pool, item)) return false;
    memcpy(p, &code, sizeof code);
    return true;
}

/* v for all elements of w, whose text lies in memory. */
static bool put_in_rows(KiState *ks, KiNpArray *x, Walk *w, KiValue v) {
    KiValue item = to_item(ks, x->descr, v);
    for (int64_t i = 0; item != KI_ERR && i < w->t->numel; i++, walk_next(w)) {
        int64_t code;
        memcpy(&code, w->p, sizeof code);
        np_row_put(x, code, item);
    }
    ki_decref(ks, item);
    return item != KI_ERR;
}

static bool assign_records(KiState *ks, KiNpArray *x, KtTensor *codes, KiValue v) {
    KtCtx *ctx = ki_kt_np(ks);
    if (!kt_before_write(ctx, x->o.t)) {
        (void)ki_kt_raise(ks);
        return false;
    }
    KtTensor *alias = kt_alias(ctx, codes);
    KiValue rows = ki_ndarray_wrap(ks, alias, KI_ABSENT);
    if (rows == KI_ERR) return false;
    KiValue arg[4] = {ki_from_obj(x->descr), ki_from_obj(x->pool), rows, v};
    KiValue r = np_helper(ks, "_assign_records", arg, 4);
    ki_decref(ks, rows);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool np_object_assign(KiState *ks, KiNpArray *x, KtTensor *codes, KiValue v, bool element) {
    if (!x->pool) return np_carried_assign(ks, x->descr, codes, v);
    if (is_record(x->descr)) return assign_records(ks, x, codes, v);
    compact(ks, x);
    KtCtx *ctx = ki_kt_np(ks);
    bool nested = ki_is_list(v) || (ki_is_tuple(v) && x->descr->kind != 'V') || ki_is_ndarray(v) ||
                  ki_is_tensor(v) || (x->descr->chr == 'c' && (ki_is_str(v) || ki_is_bytes(v)));
    bool objects = x->descr->kind == 'O';
    if (nested && codes->ndim == 0 && objects && (element || !ki_is_ndarray(v))) nested = false;
    if (!nested) {               /* one item for all */
        if (codes->numel == 0) { /* what is no item is refused all the same */
            KiValue item = to_item(ks, x->descr, v);
            ki_decref(ks, item);
            return item != KI_ERR;
        }
        Walk w;
        walk_begin(&w, codes);
        if (KB_UNLIKELY(np_in_rows(x))) return put_in_rows(ks, x, &w, v);
        if (!put(ks, x, w.p, v, false)) return false;
        int64_t code;
        memcpy(&code, w.p, sizeof code);
        for (int64_t i = 1; i < codes->numel; i++) {
            walk_next(&w);
            memcpy(w.p, &code, sizeof code);
        }
        return true;
    }
    KiValue most[2] = {v, ki_small_int(codes->ndim)};
    bool same = ki_is_ndarray(v) && np_array_of(v)->pool &&
                np_dtype_equal(ks, np_array_of(v)->descr, x->descr);
    KiValue src = objects && !ki_is_ndarray(v) ? np_helper(ks, "_objects_within", most, 2)
                  : same ? np_object_wrap(ks, kt_copy_c(ctx, ki_tensor_of(v)), v, false)
                         : np_object_array_from(ks, v, x->descr);
    if (src == KI_ERR) return false;
    KiNpArray *y = np_array_of(src);
    KtTensor *t = y->o.t;
    while (t->ndim > codes->ndim && t->sizes[0] == 1 && t->ndim > 0) { /* leading ones drop out */
        KtTensor *r = kt_select(ctx, t, 0, 0);
        if (!r) break;
        if (t != y->o.t) kt_decref(ctx, t);
        t = r;
    }
    KtTensor *b = kt_broadcast_to(ctx, t, codes->ndim, codes->sizes);
    if (t != y->o.t) kt_decref(ctx, t);
    bool ok = b != NULL;
    if (!ok) {
        char have[300], want[300];
        kt_clear_error(ctx);
        kt_shape_str_np(have, sizeof have, y->o.t->ndim, y->o.t->sizes);
        kt_shape_str_np(want, sizeof want, codes->ndim, codes->sizes);
        ki_raise(ks, KI_EXC_ValueError,
                 "could not broadcast input array from shape %s into shape %s", have, want);
    } else if (b->numel) {
        Walk from, to;
        walk_begin(&from, b);
        walk_begin(&to, codes);
        for (int64_t i = 0; ok && i < b->numel; i++) {
            KiValue item = item_at(ks, y, from.p);
            ok = item != KI_ERR && put(ks, x, to.p, item, same);
            ki_decref(ks, item);
            walk_next(&from);
            walk_next(&to);
        }
    }
    kt_xdecref(ctx, b);
    ki_decref(ks, src);
    return ok;
}

/* How many dimensions has a shape as it is written? */
static int dimensions(const char *s, const char *end) {
    int n = 0;
    for (bool digits = false; s < end; s++) {
        n += isdigit((unsigned char)*s) && !digits;
        digits = isdigit((unsigned char)*s);
    }
    return n;
}

bool np_say_misfit(KiState *ks, bool picked) {
    if (!ki_pending_is(ks, KI_EXC_ValueError)) return false;
    KiValue exc = ki_take_exc(ks), text = ki_str(ks, exc);
    const char *s = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
    const char *from = s ? strstr(s, "input array from shape ") : NULL;
    const char *into = from ? strstr(from, " into shape ") : NULL;
    if (into) {
        from += strlen("input array from shape ");
        const char *to = into + strlen(" into shape ");
        int extra = dimensions(from, into) - dimensions(to, to + strlen(to));
        const char *kept = from + 1;
        for (; !picked && extra > 0 && !strncmp(kept, "1,", 2); extra--)
            kept += 2;
        bool one = dimensions(from, into) > 1 && !memchr(kept, ',', (size_t)(into - kept));
        if (picked)
            ki_raise(ks, KI_EXC_ValueError,
                     "shape mismatch: value array of shape %.*s could not be broadcast to indexing "
                     "result of shape %s",
                     (int)(into - from), from, to);
        else
            ki_raise(ks, KI_EXC_ValueError,
                     "could not broadcast input array from shape (%.*s%s) into shape %s",
                     (int)(into - 1 - kept), kept, one && *kept != ')' ? "," : "", to);
        ki_decref(ks, exc);
    } else {
        ki_restore_exc(ks, exc);
    }
    ki_decref(ks, text);
    return false;
}

void np_say_copied(KiState *ks) {
    if (!ki_pending(ks) || !ki_pending_is(ks, KI_EXC_ValueError)) return;
    KiValue exc = ki_take_exc(ks), text = ki_str(ks, exc);
    const char *s = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
    const char *from = s ? strstr(s, "value array of shape ") : NULL;
    const char *into = from ? strstr(from, " could not be broadcast to indexing result of ") : NULL;
    if (into) {
        from += strlen("value array of shape ");
        ki_raise(ks, KI_EXC_ValueError, "could not broadcast input array from shape %.*s into %s",
                 (int)(into - from), from,
                 into + strlen(" could not be broadcast to indexing result of "));
        ki_decref(ks, exc);
    } else {
        ki_restore_exc(ks, exc);
    }
    ki_decref(ks, text);
}

/* --- from data --- */

static bool sequence_items(KiValue v, KiValue **items, int64_t *n) {
    if (!ki_is_list(v) && !ki_is_tuple(v)) return false;
    *items = ki_is_list(v) ? ki_list_of(v)->items : ki_tuple_of(v)->items;
    *n = ki_is_list(v) ? ki_list_of(v)->len : ki_tuple_of(v)->len;
    return true;
}
/* U or S for plain text or bytes whose end is no zero, which would not be kept; their length. */
static char text_kind(KiValue v, int64_t *length) {
    if (ki_is_str_exact(v)) {
        const KiStr *s = ki_str_of(v);
        *length = (int64_t)s->len;
        return s->len && !ki_str_at(s, s->len - 1) ? 0 : 'U';
    }
    if (!ki_is_kind(v, KI_K_BYTES)) return 0;
    const KiBytes *b = (KiBytes *)ki_obj(v);
    *length = (int64_t)b->len;
    return b->len && !b->data[b->len - 1] ? 0 : 'S';
}
/* The array of a sequence of such, or of equally long sequences of them; KI_ABSENT: v is none. */
static KiValue array_of_texts(KiState *ks, KiValue v, KiNpDtype *d) {
    KiValue *rows, *items, r = KI_ABSENT;
    int64_t sizes[2] = {0, 1}, n, length, longest = 1;
    if (d && d->chr == 'c') return r; /* characters of texts */
    if (!sequence_items(v, &rows, &sizes[0]) || !sizes[0] ||
        (d && ((d->kind != 'U' && d->kind != 'S') || d->order == '>')))
        return r;
    bool nested = sequence_items(rows[0], &items, &sizes[1]);
    size_t space = (size_t)(sizes[0] * sizes[1]) * sizeof *items;
    KiValue *all = space ? ki_mem_alloc(ks, space) : NULL;
    if (!all) return ki_pending(ks) ? KI_ERR : r;
    char kind = d ? d->kind : text_kind(nested ? items[0] : rows[0], &length);
    bool simple = kind != 0;
    for (int64_t i = 0; simple && i < sizes[0]; i++) {
        items = rows + i;
        n = 1;
        simple = (!nested || sequence_items(rows[i], &items, &n)) && n == sizes[1];
        for (int64_t j = 0; simple && j < n; j++) {
            simple = text_kind(items[j], &length) == kind;
            if (simple && length > longest) longest = length;
            all[i * sizes[1] + j] = items[j];
        }
    }
    int64_t room = d ? d->itemsize / (kind == 'U' ? 4 : 1) : 0;
    simple = simple && (!room || longest <= room); /* nothing is cut off */
    KiNpDtype *own = simple ? np_text_dtype(ks, kind, room ? room : longest) : NULL;
    if (simple) r = own ? np_object_array(ks, own, nested ? 2 : 1, sizes, all) : KI_ERR;
    if (own) ki_decref_obj(ks, &own->h);
    ki_mem_free(ks, all, space);
    return r;
}

/* The helper gives (dtype, shape, flat list of items). */
KiValue np_object_array_from(KiState *ks, KiValue v, KiNpDtype *d) {
    KiValue texts = array_of_texts(ks, v, d);
    if (texts != KI_ABSENT) return texts;
    if (d && d->carrier >= 0 && (np_is_described(d) || d->unit != NP_UNIT_GENERIC))
        return np_carried_array_from(ks, v, d);
    KiValue arg[2] = {v, d ? ki_from_obj(d) : KI_NONE};
    KiValue found = np_helper(ks, "_object_data", arg, 2);
    if (found == KI_ERR) return KI_ERR;
    KiTuple *t = ki_is_tuple(found) ? ki_tuple_of(found) : NULL;
    KiValue r = KI_ERR;
    int64_t sizes[KT_MAX_DIMS];
    int n;
    if (!t || t->len != 3 || !np_is_dtype(ks, t->items[0]) || !ki_is_list(t->items[2])) {
        if (ki_is_ndarray(found)) return found;
        ki_raise(ks, KI_EXC_TypeError, "cannot make an array of %s", ki_type_name(ks, v));
    } else if (ki_to_sizes(ks, t->items[1], sizes, &n) == 1) {
        KiNpDtype *own = (KiNpDtype *)ki_obj(t->items[0]);
        KiList *items = ki_list_of(t->items[2]);
        int64_t want = 1;
        for (int i = 0; i < n; i++)
            want *= sizes[i];
        r = want != items->len ? ki_raise(ks, KI_EXC_ValueError, "inhomogeneous shape")
                               : np_object_array(ks, own, n, sizes, items->items);
    } else if (!ki_pending(ks)) {
        ki_raise(ks, KI_EXC_TypeError, "bad shape");
    }
    ki_decref(ks, found);
    return r;
}

static KiValue tolist(KiState *ks, KiNpArray *x, int dim, const char *p) {
    KtTensor *t = x->o.t;
    if (dim == t->ndim) return np_object_item(ks, x, p);
    KiList *l = ki_list_new(ks, t->sizes[dim]);
    if (!l) return KI_ERR;
    for (int64_t i = 0; i < t->sizes[dim]; i++)
        if (!ki_list_push(ks, l, tolist(ks, x, dim + 1, p + i * t->strides[dim] * t->itemsize))) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    return ki_from_obj(l);
}
KiValue np_object_tolist(KiState *ks, KiValue x) {
    return tolist(ks, np_array_of(x), 0, ki_tensor_of(x)->data);
}

/* --- for the helpers in Python --- */

/* _object_items(x, raw=False) -> flat list of the items in C order; raw: also bytes that are no
 * text. */
NA_FN(f_object_items) {
    if (!np_is_other_array(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "an array of objects is wanted");
    KiNpArray *x = np_array_of(args[0]);
    KtTensor *t = x->o.t;
    KiList *l = ki_list_new(ks, t->numel);
    if (!l) return KI_ERR;
    Walk w;
    walk_begin(&w, t);
    bool raw = args[1] == KI_TRUE;
    for (int64_t i = 0; i < t->numel; i++) {
        KiValue item;
        if (is_record(x->descr))
            item = record_at(ks, x, w.p);
        else if (!x->pool)
            item = np_carried_value(ks, x->descr, w.p);
        else
            item = raw ? item_at(ks, x, w.p) : text_at(ks, x, w.p);
        if (!ki_list_push(ks, l, item)) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
        walk_next(&w);
    }
    return ki_from_obj(l);
}
/* _object_from_items(dtype, shape, list) */
NA_FN(f_object_from_items) {
    NA;
    int64_t sizes[KT_MAX_DIMS], want = 1;
    int n;
    na_sizes(&a, 1, sizes, &n);
    if (a.failed) return KI_ERR;
    if (ki_is_none(args[1])) n = 0;
    for (int i = 0; i < n; i++)
        want *= sizes[i];
    bool empty = ki_is_none(args[2]);
    if (!np_is_dtype(ks, args[0]) ||
        (!empty && (!ki_is_list(args[2]) || ki_list_of(args[2])->len != want)) ||
        ((KiNpDtype *)ki_obj(args[0]))->num >= 0)
        return ki_raise(ks, KI_EXC_ValueError, "cannot make such an array");
    return np_object_array(ks, (KiNpDtype *)ki_obj(args[0]), n, sizes,
                           empty ? NULL : ki_list_of(args[2])->items);
}
/* _codes(x) -> the codes as an int64 array (a view); _with_codes(x, codes) -> array over x's pool.
 */
NA_FN(f_codes) {
    if (!np_is_other_array(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "an array of objects is wanted");
    KtTensor *t = kt_alias(ki_kt_np(ks), ki_tensor_of(args[0]));
    return t ? ki_ndarray_wrap(ks, t, args[0]) : ki_kt_raise(ks);
}
NA_FN(f_with_codes) {
    NA;
    if (!np_is_other_array(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "an array of objects is wanted");
    KtTensor *c = na_arr(&a, 1);
    if (!a.failed && c->dtype != ki_tensor_of(args[0])->dtype)
        return na_raise(&a, KI_EXC_TypeError, "codes of another type");
    KtTensor *t = a.failed ? NULL : kt_alias(a.ctx, c);
    return na_ret_obj(&a, t ? np_object_wrap(ks, t, args[0], false) : KI_ERR);
}
/* _record_pool(x): the list of columns. */
NA_FN(f_record_pool) {
    if (!np_is_other_array(args[0]) || !is_record(np_array_of(args[0])->descr))
        return ki_raise(ks, KI_EXC_TypeError, "an array of records is wanted");
    return ki_new_ref(ki_from_obj(np_array_of(args[0])->pool));
}
/* _record_view(x, dtype, pool): the records of x as those of another dtype over some columns; where
 * x is an array of row numbers, a new array. */
NA_FN(f_record_view) {
    KiNpDtype *d = np_is_dtype(ks, args[1]) ? (KiNpDtype *)ki_obj(args[1]) : NULL;
    bool fresh = np_is_plain(args[0]) && ki_tensor_of(args[0])->dtype == KT_I64;
    if (!ki_is_ndarray(args[0]) || (!np_array_of(args[0])->pool && !fresh) || !d || !is_record(d) ||
        !ki_is_list(args[2]))
        return ki_raise(ks, KI_EXC_TypeError, "an array of records is wanted");
    KtTensor *t = kt_alias(ki_kt_np(ks), ki_tensor_of(args[0]));
    if (!t) return ki_kt_raise(ks);
    if (fresh) {
        ki_incref_obj(ki_obj(args[2]));
        return make(ks, t, d, ki_list_of(args[2]), ks->types[KI_K_NDARRAY], KI_ABSENT);
    }
    KiValue base = ((KiTensorObj *)ki_obj(args[0]))->base;
    if (!base || base == KI_ABSENT || !ki_is_ndarray(base)) base = args[0];
    ki_incref_obj(ki_obj(args[2]));
    return make(ks, t, d, ki_list_of(args[2]), ks->types[KI_K_NDARRAY], base);
}
/* _field_view(x, column): the column's elements at the rows of x, as a view of the column. */
NA_FN(f_field_view) {
    if (!ki_is_ndarray(args[0]) || !np_array_of(args[0])->pool || !ki_is_ndarray(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "an array of records is wanted");
    KtTensor *x = ki_tensor_of(args[0]), *c = ki_tensor_of(args[1]);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS], first = 0;
    int n = x->ndim + c->ndim - 1;
    if (c->ndim < 1 || n > KT_MAX_DIMS)
        return ki_raise(ks, KI_EXC_ValueError, "too many dimensions");
    if (x->numel) memcpy(&first, x->data, sizeof first);
    for (int i = 0; i < x->ndim; i++) {
        sizes[i] = x->sizes[i];
        strides[i] = x->strides[i] * c->strides[0];
    }
    for (int i = 1; i < c->ndim; i++) {
        sizes[x->ndim + i - 1] = c->sizes[i];
        strides[x->ndim + i - 1] = c->strides[i];
    }
    KtTensor *t = kt_view_raw(ki_kt_np(ks), c, c->dtype,
                              c->data + first * c->strides[0] * c->itemsize, n, sizes, strides);
    if (!t) return ki_kt_raise(ks);
    t->flags = (uint8_t)(t->flags | (x->flags & KT_T_READ_ONLY));
    KiNpArray *col = np_array_of(args[1]);
    KiValue base = ((KiTensorObj *)ki_obj(args[0]))->base;
    if (!base || base == KI_ABSENT || !ki_is_ndarray(base)) base = args[0];
    if (!col->descr) return ki_ndarray_wrap(ks, t, base);
    if (col->pool) ki_incref_obj(&col->pool->h);
    return make(ks, t, col->descr, col->pool, ks->types[KI_K_NDARRAY], base);
}
/* _is_plain(x): elements that the engine knows. */
NA_FN(f_is_plain) {
    return ki_bool(np_is_plain(args[0]));
}
NA_FN(f_text_dtype) {
    NA;
    const char *kind = na_str(&a, 0, "U");
    int64_t n = na_int_opt(&a, 1, 0);
    if (a.failed) return KI_ERR;
    KiNpDtype *d = np_text_dtype(ks, kind[0] == 'S' ? 'S' : 'U', n);
    return d ? ki_from_obj(d) : KI_ERR;
}

/* _set_record_dtype(x, dtype): the same fields, told as a type of numpy.record or not. */
NA_FN(f_set_record_dtype) {
    if (!np_is_other_array(args[0]) || !np_is_dtype(ks, args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "an array of records and a dtype are wanted");
    KiNpArray *x = np_array_of(args[0]);
    KiNpDtype *d = (KiNpDtype *)ki_obj(args[1]);
    if (!np_dtype_equal(ks, x->descr, d))
        return ki_raise(ks, KI_EXC_TypeError, "the fields must be the same");
    ki_incref_obj(&d->h);
    ki_decref_obj(ks, &x->descr->h);
    x->descr = d;
    return KI_NONE;
}

static const NpRow rows[] = {
    {"_set_record_dtype", "f", "(x, dtype)", (void *)f_set_record_dtype},
    {"_object_items", "f", "(x, raw=False)", (void *)f_object_items},
    {"_object_from_items", "f", "(dtype, shape, items)", (void *)f_object_from_items},
    {"_codes", "f", "(x)", (void *)f_codes},
    {"_with_codes", "f", "(x, codes)", (void *)f_with_codes},
    {"_record_pool", "f", "(x)", (void *)f_record_pool},
    {"_record_view", "f", "(x, dtype, pool)", (void *)f_record_view},
    {"_field_view", "f", "(x, column)", (void *)f_field_view},
    {"_is_plain", "f", "(x)", (void *)f_is_plain},
    {"_text_dtype", "f", "(kind, length)", (void *)f_text_dtype},
};

bool np_init_object(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
