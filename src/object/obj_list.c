/* list: a growable array of values. Any call that can run Python code (comparison, repr, iteration,
 * release of an old item) may change the list: loops re-read len and items after each. */
#include "containers.h"
#include "slot.h"
#include "str_builder.h"

static bool grow(KiState *ks, KiList *l, int64_t need) {
    if (need <= l->cap) return true;
    if (need > INT64_C(1) << 40) {
        ki_raise_nomem(ks);
        return false;
    }
    /* CPython's steps, which sys.getsizeof shows */
    int64_t cap = (need + (need >> 3) + 6) & ~INT64_C(3);
    if (need - l->len > cap - need) cap = (need + 3) & ~INT64_C(3);
    KiValue *p = l->items ? ki_mem_realloc(ks, l->items, (size_t)l->cap * 8, (size_t)cap * 8)
                          : ki_mem_alloc(ks, (size_t)cap * 8);
    if (!p) return false;
    l->items = p;
    l->cap = cap;
    return true;
}

/* Gives memory back once less than half is used. */
static void shrink(KiState *ks, KiList *l) {
    if (l->len >= l->cap / 2) return;
    int64_t cap = l->len ? (l->len + (l->len >> 3) + 6) & ~INT64_C(3) : 0;
    if (cap == 0) {
        ki_mem_free(ks, l->items, (size_t)l->cap * 8);
        l->items = NULL;
        l->cap = 0;
        return;
    }
    KiValue *p = ki_mem_realloc(ks, l->items, (size_t)l->cap * 8, (size_t)cap * 8);
    if (!p) {
        ki_clear_exc(ks); /* keeping the larger block is fine */
        return;
    }
    l->items = p;
    l->cap = cap;
}

KiList *ki_list_new(KiState *ks, int64_t reserve) {
    KiList *l = (KiList *)ki_object_alloc(ks, ks->types[KI_K_LIST], sizeof *l);
    if (!l) return NULL;
    l->len = l->cap = 0;
    l->items = NULL;
    if (reserve > 0) {
        if (reserve > INT64_C(1) << 40) {
            ki_raise_nomem(ks);
        } else if ((l->items = ki_mem_alloc(ks, (size_t)reserve * 8))) {
            l->cap = reserve;
            return l;
        }
        ki_decref_obj(ks, &l->h);
        return NULL;
    }
    return l;
}

bool ki_list_reserve(KiState *ks, KiList *l, int64_t cap) {
    if (cap <= l->cap) return true;
    if (l->cap) return grow(ks, l, cap);
    if (cap > INT64_C(1) << 40) {
        ki_raise_nomem(ks);
        return false;
    }
    cap = (cap + 1) & ~INT64_C(1);
    if (!(l->items = ki_mem_alloc(ks, (size_t)cap * 8))) return false;
    l->cap = cap;
    return true;
}

bool ki_list_append(KiState *ks, KiList *l, KiValue v) {
    if (KB_UNLIKELY(l->len == l->cap) && !grow(ks, l, l->len + 1)) return false;
    ki_incref(v);
    l->items[l->len++] = v;
    return true;
}

bool ki_list_insert(KiState *ks, KiList *l, int64_t at, KiValue v) {
    if (!grow(ks, l, l->len + 1)) return false;
    if (at < 0 && (at += l->len) < 0) at = 0;
    if (at > l->len) at = l->len;
    memmove(l->items + at + 1, l->items + at, (size_t)(l->len - at) * 8);
    l->items[at] = ki_new_ref(v);
    l->len++;
    return true;
}

/* Appends n borrowed values; src may lie in l itself. */
static bool append_many(KiState *ks, KiList *l, const KiValue *src, int64_t n) {
    bool self = src == l->items;
    if (!ki_list_reserve(ks, l, l->len + n)) return false;
    if (self) src = l->items;
    for (int64_t i = 0; i < n; i++)
        l->items[l->len + i] = ki_new_ref(src[i]);
    l->len += n;
    return true;
}

static bool extend_iter(KiState *ks, KiList *l, KiValue iterable) {
    KiValue it = ki_iter(ks, iterable);
    if (it == KI_ERR) return false;
    int64_t hint = ki_length_hint(ks, iterable, 8);
    if (hint < 0) goto fail;
    if (hint >= INT64_C(1) << 44 && hint <= INT64_MAX - l->len) { /* more than can be addressed */
        ki_raise_nomem(ks);
        goto fail;
    }
    if (hint > 0 && hint < INT64_C(1) << 32 && l->len + hint > l->cap &&
        !ki_list_reserve(ks, l, l->len + hint))
        goto fail;
    KiValue (*next)(KiState *, KiValue) = ki_slots_of(ks, it)->next;
    for (;;) {
        KiValue v = next ? next(ks, it) : ki_next(ks, it);
        if (v == KI_ERR) {
            if (!ki_pending_is(ks, KI_EXC_StopIteration)) goto fail;
            ki_clear_exc(ks);
            break;
        }
        if (v == KI_ABSENT) break;
        if (l->len == l->cap && !grow(ks, l, l->len + 1)) {
            ki_decref(ks, v);
            goto fail;
        }
        l->items[l->len++] = v;
    }
    ki_decref(ks, it);
    shrink(ks, l);
    return true;
fail:
    ki_decref(ks, it);
    return false;
}

/* A range of immediate ints in one loop; false with nothing pending if it is not one. */
static bool extend_range(KiState *ks, KiList *l, KiRange *r) {
    int64_t n, a, s, last;
    if (!ki_is_int(r->start) || !ki_is_int(r->step) || !ki_int_try_i64(r->length, &n)) return false;
    a = ki_int_val(r->start);
    s = ki_int_val(r->step);
    if (__builtin_mul_overflow(n, s, &last) || __builtin_add_overflow(a, last, &last) ||
        !ki_int_fits(last))
        return false;
    if (!ki_list_reserve(ks, l, l->len + n)) return false;
    KiValue *to = l->items + l->len;
    for (int64_t i = 0; i < n; i++, a += s)
        to[i] = ki_small_int(a);
    l->len += n;
    return true;
}

static bool extend_characters(KiState *ks, KiList *l, const KiStr *s) {
    if (!ki_list_reserve(ks, l, l->len + (int64_t)s->len)) return false;
    for (size_t i = 0; i < s->len; i++) {
        KiValue c = ki_str_from_char(ks, ki_str_at(s, i));
        if (c == KI_ERR) return false;
        l->items[l->len++] = c;
    }
    return true;
}

bool ki_list_extend(KiState *ks, KiList *l, KiValue iterable) {
    if (ki_is_kind(iterable, KI_K_RANGE)) {
        if (extend_range(ks, l, (KiRange *)ki_obj(iterable))) return true;
        if (ki_pending(ks)) return false;
    }
    if (ki_is_kind(iterable, KI_K_LIST))
        return append_many(ks, l, ki_list_of(iterable)->items, ki_list_of(iterable)->len);
    if (ki_is_kind(iterable, KI_K_TUPLE))
        return append_many(ks, l, ki_tuple_of(iterable)->items, ki_tuple_of(iterable)->len);
    if (ki_is_kind(iterable, KI_K_STR)) return extend_characters(ks, l, ki_str_of(iterable));
    if (!ki_is_list(iterable) || ki_list_of(iterable) != l) return extend_iter(ks, l, iterable);
    KiValue it = ki_iter(ks, iterable); /* itself, of a subclass: it would never end */
    if (it == KI_ERR) {
        if (!ki_pending_is(ks, KI_EXC_TypeError)) return false;
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "argument must be iterable");
        return false;
    }
    KiList *items = ki_to_list(ks, it);
    ki_decref(ks, it);
    bool ok = items && append_many(ks, l, items->items, items->len);
    if (items) ki_decref_obj(ks, &items->h);
    return ok;
}

KiList *ki_to_list(KiState *ks, KiValue iterable) {
    bool sized = ki_is_kind(iterable, KI_K_LIST) || ki_is_kind(iterable, KI_K_TUPLE);
    KiList *l = ki_list_new(ks, sized ? ki_len(ks, iterable) : 0);
    if (l && !ki_list_extend(ks, l, iterable)) {
        ki_decref_obj(ks, &l->h);
        return NULL;
    }
    return l;
}

KiValue ki_list_slice(KiState *ks, KiList *l, int64_t start, int64_t step, int64_t n) {
    KiList *r = ki_list_new(ks, n);
    if (!r) return KI_ERR;
    if (step == 1) {
        for (int64_t i = 0; i < n; i++)
            r->items[i] = ki_new_ref(l->items[start + i]);
    } else {
        for (int64_t i = 0; i < n; i++, start += step)
            r->items[i] = ki_new_ref(l->items[start]);
    }
    r->len = n > 0 ? n : 0;
    return ki_from_obj(r);
}

/* Releases values that have already left the list. */
static void release_all(KiState *ks, KiValue *items, int64_t n) {
    while (n-- > 0)
        ki_decref(ks, items[n]);
}

void ki_list_clear(KiState *ks, KiList *l) {
    KiValue *items = l->items;
    int64_t n = l->len, cap = l->cap;
    l->items = NULL;
    l->len = l->cap = 0;
    release_all(ks, items, n);
    if (items) ki_mem_free(ks, items, (size_t)cap * 8);
}

bool ki_list_set_slice(KiState *ks, KiList *l, int64_t start, int64_t stop, KiValue v) {
    KiValue seq = KI_ABSENT;
    const KiValue *src = NULL;
    int64_t n_new = 0;
    if (v != KI_ABSENT) {
        if (ki_is_kind(v, KI_K_TUPLE) || (ki_is_kind(v, KI_K_LIST) && v != ki_from_obj(l))) {
            seq = ki_new_ref(v);
        } else {
            if (!ki_slots_of(ks, v)->iter && !ki_slots_of(ks, v)->getitem) {
                ki_raise(ks, KI_EXC_TypeError, "can only assign an iterable");
                return false;
            }
            bool itself = v == ki_from_obj(l); /* its items, whatever its class has it give */
            KiList *copy = itself ? ki_list_new(ks, l->len) : ki_to_list(ks, v);
            if (!copy) return false;
            seq = ki_from_obj(copy);
            if (itself && !append_many(ks, copy, l->items, l->len)) {
                ki_decref(ks, seq);
                return false;
            }
        }
        bool is_list = ki_is_list(seq);
        src = is_list ? ki_list_of(seq)->items : ki_tuple_of(seq)->items;
        n_new = is_list ? ki_list_of(seq)->len : ki_tuple_of(seq)->len;
    }
    if (start > l->len) start = l->len;
    if (stop > l->len) stop = l->len;
    if (stop < start) stop = start;
    int64_t n_old = stop - start, delta = n_new - n_old;
    KiValue small[16], *old = small;
    if (n_old > 16 && !(old = ki_mem_alloc(ks, (size_t)n_old * 8))) goto fail;
    if (delta > 0 && !grow(ks, l, l->len + delta)) goto fail_old;
    if (n_old) memcpy(old, l->items + start, (size_t)n_old * 8);
    if (delta) memmove(l->items + stop + delta, l->items + stop, (size_t)(l->len - stop) * 8);
    for (int64_t i = 0; i < n_new; i++)
        l->items[start + i] = ki_new_ref(src[i]);
    l->len += delta;
    if (delta < 0) shrink(ks, l);
    release_all(ks, old, n_old);
    if (old != small) ki_mem_free(ks, old, (size_t)n_old * 8);
    ki_decref(ks, seq);
    return true;
fail_old:
    if (old != small) ki_mem_free(ks, old, (size_t)n_old * 8);
fail:
    ki_decref(ks, seq);
    return false;
}

/* i is in range. */
KiValue ki_list_pop_at(KiState *ks, KiList *l, int64_t i) {
    KiValue v = l->items[i];
    l->len--;
    if (i < l->len) memmove(l->items + i, l->items + i + 1, (size_t)(l->len - i) * 8);
    if (KB_UNLIKELY(l->len < l->cap / 2 && l->cap > 16)) shrink(ks, l); /* small ones stay */
    return v;
}

/* ---- slots ---- */

static void list_dealloc(KiState *ks, KiObj *o) {
    KiList *l = (KiList *)o;
    release_all(ks, l->items, l->len);
    if (l->items) ki_mem_free(ks, l->items, (size_t)l->cap * 8);
}

static void list_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiList *l = (KiList *)o;
    for (int64_t i = l->len; i-- > 0;) /* gc.get_referents() shows the order */
        visit(l->items[i], arg);
}

static void list_gc_clear(KiState *ks, KiObj *o) {
    ki_list_clear(ks, (KiList *)o);
}

static KiValue list_repr(KiState *ks, KiValue v) {
    KiList *l = ki_list_of(v);
    if (!l->len) return ki_str_from_ascii(ks, "[]", 2);
    int r = ki_repr_enter(ks, v);
    if (r) return r < 0 ? KI_ERR : ki_str_from_ascii(ks, "[...]", 5);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_putc(&b, '[');
    for (int64_t i = 0; i < l->len && !b.failed; i++) {
        if (i) ki_sb_put_ascii(&b, ", ", 2);
        KiValue item = ki_new_ref(l->items[i]);
        ki_sb_put_repr(&b, item);
        ki_decref(ks, item);
    }
    ki_sb_putc(&b, ']');
    ki_repr_leave(ks, v);
    return ki_sb_finish(&b);
}

static KiValue list_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_list(a) || !ki_is_list(b)) return KI_NOT_IMPLEMENTED;
    KiList *x = ki_list_of(a), *y = ki_list_of(b);
    if (x->len != y->len && (op == KI_EQ || op == KI_NE)) return ki_bool(op == KI_NE);
    int64_t i = 0;
    for (; i < x->len && i < y->len; i++) {
        KiValue p = x->items[i], q = y->items[i];
        if (p == q) continue;
        ki_incref(p);
        ki_incref(q);
        int r = ki_items_equal(ks, p, q);
        ki_decref(ks, p);
        ki_decref(ks, q);
        if (r < 0) return KI_ERR;
        if (!r) break;
    }
    if (i >= x->len || i >= y->len)
        return ki_bool(ki_cmp_result(x->len < y->len ? -1 : x->len > y->len, op));
    if (op == KI_EQ) return KI_FALSE;
    if (op == KI_NE) return KI_TRUE;
    KiValue p = ki_new_ref(x->items[i]), q = ki_new_ref(y->items[i]);
    KiValue r = ki_compare(ks, p, q, op);
    ki_decref(ks, p);
    ki_decref(ks, q);
    return r;
}

static int64_t list_len(KiState *ks, KiValue v) {
    (void)ks;
    return ki_list_of(v)->len;
}
static int list_truth(KiState *ks, KiValue v) {
    (void)ks;
    return ki_list_of(v)->len != 0;
}

static KiValue list_getitem(KiState *ks, KiValue v, KiValue key) {
    KiList *l = ki_list_of(v);
    int64_t i, stop, step, n;
    if (ki_is_slice(key)) {
        if (!ki_slice_resolve(ks, (KiSlice *)ki_obj(key), l->len, &i, &stop, &step, &n))
            return KI_ERR;
        return ki_list_slice(ks, l, i, step, n);
    }
    int r = ki_seq_index(ks, key, &i);
    if (r < 0) return KI_ERR;
    if (!r)
        return ki_raise(ks, KI_EXC_TypeError, "list indices must be integers or slices, not %s",
                        ki_type_name(ks, key));
    if (i < 0) i += l->len;
    if (i < 0 || i >= l->len) return ki_raise(ks, KI_EXC_IndexError, "list index out of range");
    return ki_new_ref(l->items[i]);
}

/* del l[start::step] for step != 1 */
static bool delete_stepped(KiState *ks, KiList *l, int64_t start, int64_t step, int64_t n) {
    if (n <= 0) return true;
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    KiValue *old = ki_mem_alloc(ks, (size_t)n * 8);
    if (!old) return false;
    int64_t to = start, k = 0;
    for (int64_t i = start; i < l->len; i++) {
        if (k < n && i == start + k * step)
            old[k++] = l->items[i];
        else
            l->items[to++] = l->items[i];
    }
    l->len = to;
    shrink(ks, l);
    for (int64_t i = 0; i < n; i++) /* these from the first on */
        ki_decref(ks, old[i]);
    ki_mem_free(ks, old, (size_t)n * 8);
    return true;
}

/* start, step, n: what sl is in the list as it is now. */
static bool assign_stepped(KiState *ks, KiList *l, KiSlice *sl, int64_t start, int64_t step,
                           int64_t n, KiValue v) {
    int64_t len = l->len, stop;
    if (!ki_slots_of(ks, v)->iter && !ki_slots_of(ks, v)->getitem) {
        ki_raise(ks, KI_EXC_TypeError, "must assign iterable to extended slice");
        return false;
    }
    KiTuple *seq = ki_to_tuple(ks, v);
    if (!seq) return false;
    bool ok = len == l->len || /* iteration may have changed l */
              ki_slice_resolve(ks, sl, l->len, &start, &stop, &step, &n);
    if (ok && seq->len != n) {
        ki_raise(ks, KI_EXC_ValueError,
                 "attempt to assign sequence of size %lld to extended slice of size %lld",
                 (long long)seq->len, (long long)n);
        ok = false;
    }
    if (ok && n) {
        KiTuple *old = ki_tuple_alloc(ks, n);
        if ((ok = old != NULL)) {
            for (int64_t k = 0, i = start; k < n; k++, i += step) {
                old->items[n - 1 - k] = l->items[i]; /* released from the first on */
                l->items[i] = ki_new_ref(seq->items[k]);
            }
            ki_decref_obj(ks, &old->h);
        }
    }
    ki_decref_obj(ks, &seq->h);
    return ok;
}

static bool list_setitem(KiState *ks, KiValue v, KiValue key, KiValue item) {
    KiList *l = ki_list_of(v);
    int64_t i, stop, step, n;
    if (ki_is_slice(key)) {
        KiSlice *sl = (KiSlice *)ki_obj(key);
        if (!ki_slice_resolve(ks, sl, l->len, &i, &stop, &step, &n)) return false;
        if (step == 1) return ki_list_set_slice(ks, l, i, stop, item);
        if (item == KI_ABSENT) return delete_stepped(ks, l, i, step, n);
        return assign_stepped(ks, l, sl, i, step, n, item);
    }
    int r = ki_seq_index(ks, key, &i);
    if (r <= 0) {
        if (!r)
            ki_raise(ks, KI_EXC_TypeError, "list indices must be integers or slices, not %s",
                     ki_type_name(ks, key));
        return false;
    }
    if (i < 0) i += l->len;
    if (i < 0 || i >= l->len) {
        ki_raise(ks, KI_EXC_IndexError, "list assignment index out of range");
        return false;
    }
    if (item == KI_ABSENT)
        ki_decref(ks, ki_list_pop_at(ks, l, i));
    else
        ki_assign(ks, &l->items[i], ki_new_ref(item));
    return true;
}

static int list_contains(KiState *ks, KiValue v, KiValue item) {
    KiList *l = ki_list_of(v);
    for (int64_t i = 0; i < l->len; i++) {
        KiValue x = l->items[i];
        if (x == item) return 1;
        if (ki_both_int(x, item)) continue;
        ki_incref(x);
        int r = ki_items_equal(ks, x, item);
        ki_decref(ks, x);
        if (r) return r;
    }
    return 0;
}

static KiValue list_concat(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_list(b))
        return ki_raise(ks, KI_EXC_TypeError, "can only concatenate list (not \"%s\") to list",
                        ki_type_name(ks, b));
    KiList *x = ki_list_of(a), *y = ki_list_of(b), *r = ki_list_new(ks, x->len + y->len);
    if (!r) return KI_ERR;
    for (int64_t i = 0; i < x->len; i++)
        r->items[i] = ki_new_ref(x->items[i]);
    for (int64_t i = 0; i < y->len; i++)
        r->items[x->len + i] = ki_new_ref(y->items[i]);
    r->len = x->len + y->len;
    return ki_from_obj(r);
}

/* Fills items[n..n*times) with copies of items[0..n), counting references in bulk. */
static void repeat_items(KiValue *items, int64_t n, int64_t times) {
    for (int64_t i = 0; i < n; i++) {
        if (!ki_is_ptr(items[i])) continue;
        KiObj *o = ki_obj(items[i]);
        if (o->rc >= KI_RC_IMMORTAL) continue;
        uint64_t rc = o->rc + (uint64_t)(times - 1);
        o->rc = rc >= KI_RC_IMMORTAL ? KI_RC_IMMORTAL : (uint32_t)rc;
    }
    int64_t total = n * times;
    for (int64_t done = n; done < total;) {
        int64_t k = done < total - done ? done : total - done;
        memcpy(items + done, items, (size_t)k * 8);
        done += k;
    }
}

static KiValue list_repeat(KiState *ks, KiValue a, int64_t n) {
    KiList *l = ki_list_of(a);
    if (n < 0) n = 0;
    if (l->len && n > (INT64_C(1) << 40) / l->len) return ki_raise_nomem(ks);
    KiList *r = ki_list_new(ks, l->len * n);
    if (!r || !l->len || !n) return r ? ki_from_obj(r) : KI_ERR;
    for (int64_t i = 0; i < l->len; i++)
        r->items[i] = ki_new_ref(l->items[i]);
    repeat_items(r->items, l->len, n);
    r->len = l->len * n;
    return ki_from_obj(r);
}

static KiValue list_iconcat(KiState *ks, KiValue a, KiValue b) {
    if (!ki_list_extend(ks, ki_list_of(a), b)) return KI_ERR;
    return ki_new_ref(a);
}

static KiValue list_irepeat(KiState *ks, KiValue a, int64_t n) {
    KiList *l = ki_list_of(a);
    if (n <= 0) {
        ki_list_clear(ks, l);
    } else if (l->len && n > 1) {
        if (n > (INT64_C(1) << 40) / l->len) return ki_raise_nomem(ks);
        if (!grow(ks, l, l->len * n)) return KI_ERR;
        repeat_items(l->items, l->len, n);
        l->len *= n;
    }
    return ki_new_ref(a);
}

static KiValue list_iter(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_LIST_ITER, v, 0, 0);
}

static KiValue list_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)args;
    (void)nargs;
    (void)kwnames;
    KiObj *o = cls->kind == KI_K_LIST ? (KiObj *)ki_list_new(ks, 0) : ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}

static bool list_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    kwnames = ki_own_keywords(ks, ki_type_of(ks, self), KI_K_LIST, ks->names.d_new, kwnames);
    if (!ki_parse_args(ks, "list", NULL, 1, 0, 1, args, nargs, kwnames, a)) return false;
    KiList *l = ki_list_of(self);
    if (l->items) ki_list_clear(ks, l);
    if (a[0] == KI_ABSENT) return true;
    if (ki_is_kind(a[0], KI_K_LIST) && !ki_list_reserve(ks, l, ki_list_of(a[0])->len)) return false;
    return ki_list_extend(ks, l, a[0]);
}

const KiSlots ki_list_slots = {
    .dealloc = list_dealloc,
    .traverse = list_traverse,
    .clear = list_gc_clear,
    .getattr = ki_generic_getattr,
    .repr = list_repr,
    .compare = list_compare,
    .hash = ki_unhashable,
    .iter = list_iter,
    .new_ = list_new,
    .init = list_init,
    .truth = list_truth,
    .len = list_len,
    .getitem = list_getitem,
    .setitem = list_setitem,
    .contains = list_contains,
    .concat = list_concat,
    .repeat = list_repeat,
    .iconcat = list_iconcat,
    .irepeat = list_irepeat,
};
