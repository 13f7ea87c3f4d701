/* The built-in functions on values: arithmetic, sequences, text. Listed in builtin.def. */
#include "func_core.h"
#include "../object/depth.h"

#include "../object/audit.h"
#include "../object/item_walk.h"
#include "../object/obj_seq.h"

KiValue ki_bi_abs(KiState *ks, KiValue *a, int n) {
    return ki_unary(ks, a[0], KI_ABS);
}

/* all() and any(): true when the scan stops at the first item whose truth is `stop`. */
static KiValue scan_truth(KiState *ks, KiValue iterable, int stop) {
    KiWalk walk;
    if (!ki_walk_begin(ks, &walk, iterable)) return KI_ERR;
    KiValue v, result = ki_bool(!stop);
    while ((v = ki_walk_next(ks, &walk)) != KI_ABSENT) {
        int t = v == KI_ERR ? -1 : ki_truth(ks, v);
        ki_decref(ks, v);
        if (t < 0) {
            result = KI_ERR;
            break;
        }
        if (t == stop) {
            result = ki_bool(stop);
            break;
        }
    }
    ki_walk_end(ks, &walk);
    return result;
}
KiValue ki_bi_all(KiState *ks, KiValue *a, int n) {
    return scan_truth(ks, a[0], 0);
}
KiValue ki_bi_any(KiState *ks, KiValue *a, int n) {
    return scan_truth(ks, a[0], 1);
}

KiValue ki_bi_ascii(KiState *ks, KiValue *a, int n) {
    return ki_ascii(ks, a[0]);
}
KiValue ki_bi_repr(KiState *ks, KiValue *a, int n) {
    return ki_repr(ks, a[0]);
}
KiValue ki_bi_callable(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_callable(ks, a[0]));
}

static KiValue int_text(KiState *ks, KiValue v, int base, const char *prefix) {
    KiValue i = ki_index(ks, v);
    if (i == KI_ERR) return KI_ERR;
    KiStr *digits = ki_int_to_str(ks, ki_is_bool(i) ? ki_small_int(i == KI_TRUE) : i, base);
    ki_decref(ks, i);
    if (!digits) return KI_ERR;
    const char *d = ki_str_utf8(ks, digits, NULL);
    KiValue r = KI_ERR;
    if (d)
        r = d[0] == '-' ? ki_str_format(ks, "-%s%s", prefix, d + 1)
                        : ki_str_format(ks, "%s%s", prefix, d);
    ki_decref_obj(ks, &digits->h);
    return r;
}
KiValue ki_bi_bin(KiState *ks, KiValue *a, int n) {
    return int_text(ks, a[0], 2, "0b");
}
KiValue ki_bi_oct(KiState *ks, KiValue *a, int n) {
    return int_text(ks, a[0], 8, "0o");
}
KiValue ki_bi_hex(KiState *ks, KiValue *a, int n) {
    return int_text(ks, a[0], 16, "0x");
}

KiValue ki_bi_chr(KiState *ks, KiValue *a, int n) {
    KiValue i = ki_index(ks, a[0]);
    if (i == KI_ERR) return KI_ERR;
    int64_t c;
    bool fits = ki_int_try_i64(i, &c);
    ki_decref(ks, i);
    if (!fits || c > INT32_MAX || c < INT32_MIN)
        return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
    if (c < 0 || c > 0x10FFFF)
        return ki_raise(ks, KI_EXC_ValueError, "chr() arg not in range(0x110000)");
    return ki_str_from_char(ks, (uint32_t)c);
}

KiValue ki_bi_ord(KiState *ks, KiValue *a, int n) {
    size_t len;
    if (ki_is_str(a[0])) {
        KiStr *s = ki_str_of(a[0]);
        len = s->len;
        if (len == 1) return ki_small_int(ki_str_at(s, 0));
    } else if (ki_has_layout(a[0], KI_K_BYTES)) {
        KiBytes *b = ki_bytes_of(a[0]);
        len = b->len;
        if (len == 1) return ki_small_int(b->data[0]);
    } else if (ki_has_layout(a[0], KI_K_BYTEARRAY)) {
        KiBytearray *b = (KiBytearray *)ki_obj(a[0]);
        len = b->len;
        if (len == 1) return ki_small_int(b->data[0]);
    } else {
        return ki_raise(ks, KI_EXC_TypeError, "ord() expected string of length 1, but %s found",
                        ki_type_name(ks, a[0]));
    }
    return ki_raise(ks, KI_EXC_TypeError,
                    "ord() expected a character, but string of length %zu found", len);
}

KiValue ki_bi_divmod(KiState *ks, KiValue *a, int n) {
    return ki_binary(ks, a[0], a[1], KI_DIVMOD);
}

KiValue ki_bi_pow(KiState *ks, KiValue *a, int n) {
    if (ki_is_none(a[2])) return ki_binary(ks, a[0], a[1], KI_POW);
    KiType *tried = NULL;
    for (int i = 0; i < 3; i++) {
        KiType *t = ki_type_of(ks, a[i]);
        if (t->slots->pow3 == NULL || t == tried) continue;
        tried = t;
        KiValue r = t->slots->pow3(ks, a[0], a[1], a[2]);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    return ki_raise(ks, KI_EXC_TypeError,
                    "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
                    ki_type_name(ks, a[0]), ki_type_name(ks, a[1]), ki_type_name(ks, a[2]));
}

KiValue ki_bi_round(KiState *ks, KiValue *a, int n) {
    bool with_digits = a[1] != KI_ABSENT && !ki_is_none(a[1]);
    if (!ki_is_kind(a[0], KI_K_INSTANCE) && !ki_depth_room(ks, KI_IN_CALL)) return KI_ERR;
    KiValue r = ki_call_special(ks, a[0], ks->names.d_round, a + 1, with_digits);
    if (r == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "type %s doesn't define __round__ method",
                        ki_type_name(ks, a[0]));
    return r;
}

KiValue ki_bi_format(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "format() argument 2 must be str, not %s",
                        ki_arg_type_name(ks, a[1]));
    bool number = ki_str_of(a[1])->len == 0 && ki_is_int(a[0]);
    bool room =
        ki_is_kind(a[0], KI_K_INSTANCE) || ki_depth_room(ks, number ? KI_IN_STR : KI_IN_CALL);
    return room ? ki_format(ks, a[0], a[1]) : KI_ERR;
}

KiValue ki_bi_hash(KiState *ks, KiValue *a, int n) {
    int64_t h;
    return ki_hash(ks, a[0], &h) ? ki_int_from_i64(ks, h) : KI_ERR;
}

/* The address of a heap object; for the others, which have none, their own bits. */
KiValue ki_bi_id(KiState *ks, KiValue *a, int n) {
    KiValue id = ki_int_from_u64(ks, a[0]);
    if (!ki_audit(ks, "builtins.id", "O", id)) ki_assign(ks, &id, KI_ERR);
    return id;
}

KiValue ki_bi_len(KiState *ks, KiValue *a, int n) {
    int64_t len = ki_len(ks, a[0]);
    return len < 0 ? KI_ERR : ki_int_from_i64(ks, len);
}

KiValue ki_bi_iter(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "iter", nargs, kwnames, 1, 2)) return KI_ERR;
    if (nargs == 1) return ki_iter(ks, args[0]);
    if (!ki_callable(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "iter(v, w): v must be callable");
    KiIter *it = (KiIter *)ki_object_alloc(ks, ks->types[KI_K_CALLABLE_ITER], sizeof(KiIter));
    if (!it) return KI_ERR;
    it->source = ki_new_ref(args[0]);
    it->aux1 = ki_new_ref(args[1]);
    it->aux2 = KI_ABSENT;
    it->index = it->extra = 0;
    return ki_from_obj(it);
}

/* One step of an iterator that keeps StopIteration and its value as the exception: KI_ERR. */
static KiValue next_raising(KiState *ks, KiValue it) {
    KiType *t = ki_type_of(ks, it);
    if (!t->slots->next)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not an iterator",
                        ki_type_name(ks, it));
    KiValue r, result = KI_ABSENT;
    if (ki_is_kind(it, KI_K_GENERATOR)) {
        r = ki_gen_send(ks, (KiGenerator *)ki_obj(it), KI_NONE, &result);
    } else if (ki_is_kind(it, KI_K_INSTANCE)) {
        r = ki_call_special(ks, it, ks->names.d_next, NULL, 0);
        if (r != KI_ABSENT) return r;
    } else {
        r = t->slots->next(ks, it);
    }
    if (r != KI_ABSENT) return r;
    if (result == KI_ABSENT || ki_is_none(result))
        return ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_StopIteration]));
    ki_raise_value(ks, KI_EXC_StopIteration, result);
    ki_decref(ks, result);
    return KI_ERR;
}

KiValue ki_bi_next(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "next", nargs, kwnames, 1, 2)) return KI_ERR;
    if (nargs == 1) return next_raising(ks, args[0]);
    KiType *t = ki_type_of(ks, args[0]);
    if (!t->slots->next)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not an iterator",
                        ki_type_name(ks, args[0]));
    KiValue r = ki_next(ks, args[0]);
    return r == KI_ABSENT ? ki_new_ref(args[1]) : r;
}

KiValue ki_bi_aiter(KiState *ks, KiValue *a, int n) {
    KiType *t = ki_type_of(ks, a[0]);
    if (!t->slots->aiter)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not an async iterable",
                        ki_type_name(ks, a[0]));
    return t->slots->aiter(ks, a[0]);
}

KiValue ki_bi_anext(KiState *ks, KiValue *a, int n) {
    KiType *t = ki_type_of(ks, a[0]);
    if (!t->slots->anext)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not an async iterator",
                        ki_type_name(ks, a[0]));
    KiValue aw = t->slots->anext(ks, a[0]);
    if (aw == KI_ERR || a[1] == KI_ABSENT) return aw;
    /* the default needs a coroutine around the awaitable: written in Python */
    KiValue f = ki_import_attr(ks, "_anext", "anext_awaitable");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call2(ks, f, aw, a[1]);
    ki_decref(ks, f);
    ki_decref(ks, aw);
    return r;
}

/* --- min and max --- */

typedef struct MinMax {
    KiValue best;     /* owned; KI_ABSENT while nothing was seen */
    KiValue best_key; /* owned; KI_ABSENT without key */
    KiValue key;      /* KI_ABSENT: none */
    KiCompareOp op;   /* a new item that compares so to the best replaces it */
} MinMax;

/* Whether key k of a new item replaces that of the best; -1: raised. */
static inline int replaces_best(KiState *ks, const MinMax *m, KiValue k, KiValue best) {
    if (KB_LIKELY(ki_both_int(k, best))) {
        if (KB_UNLIKELY(!ki_depth_room(ks, " in comparison"))) return -1;
        return m->op == KI_LT ? k < best : k > best;
    }
    KiValue c = ki_compare(ks, k, best, m->op);
    int better = c == KI_ERR ? -1 : ki_truth(ks, c);
    ki_decref(ks, c);
    return better;
}

/* Takes over v. */
static inline bool feed_plain(KiState *ks, MinMax *m, KiValue v) {
    int better = m->best == KI_ABSENT ? 1 : replaces_best(ks, m, v, m->best);
    KiValue out = v;
    if (better == 1) {
        out = m->best;
        m->best = v;
    }
    ki_decref(ks, out);
    return better >= 0;
}

static bool feed_by_key(KiState *ks, MinMax *m, KiValue v) {
    KiValue k = ki_call1(ks, m->key, v);
    if (k == KI_ERR) {
        ki_decref(ks, v);
        return false;
    }
    int better = m->best == KI_ABSENT ? 1 : replaces_best(ks, m, k, m->best_key);
    if (better == 1) {
        KiValue old = m->best, old_key = m->best_key;
        m->best = v;
        m->best_key = k;
        ki_decref(ks, old);
        ki_decref(ks, old_key);
    } else {
        ki_decref(ks, v);
        ki_decref(ks, k);
    }
    return better >= 0;
}

static inline bool minmax_feed(KiState *ks, MinMax *m, KiValue v) {
    return m->key == KI_ABSENT ? feed_plain(ks, m, v) : feed_by_key(ks, m, v);
}

static KiValue min_max(KiState *ks, const char *name, KiCompareOp op, KiValue *args, int nargs,
                       KiValue kwnames) {
    static const char *const names[] = {"key", "default"};
    KiValue opt[2] = {KI_ABSENT, KI_ABSENT};
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError, "%s expected at least 1 argument, got 0", name);
    if (kwnames != KI_ABSENT &&
        !ki_bind_args(ks, name, names, 2, 0, 0, args + nargs, 0, kwnames, opt))
        return KI_ERR;
    if (nargs > 1 && opt[1] != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError,
                        "Cannot specify a default for %s() with multiple positional arguments",
                        name);
    MinMax m = {KI_ABSENT, KI_ABSENT, ki_is_none(opt[0]) ? KI_ABSENT : opt[0], op};
    bool ok = true;
    if (nargs > 1) {
        for (int i = 0; ok && i < nargs; i++)
            ok = minmax_feed(ks, &m, ki_new_ref(args[i]));
    } else {
        KiWalk walk;
        KiValue v;
        if (!ki_walk_begin(ks, &walk, args[0])) return KI_ERR;
        while (ok && (v = ki_walk_next(ks, &walk)) != KI_ABSENT)
            ok = v != KI_ERR && minmax_feed(ks, &m, v);
        ki_walk_end(ks, &walk);
    }
    ki_decref(ks, m.best_key);
    if (!ok) {
        ki_decref(ks, m.best);
        return KI_ERR;
    }
    if (m.best != KI_ABSENT) return m.best;
    if (opt[1] != KI_ABSENT) return ki_new_ref(opt[1]);
    return ki_raise(ks, KI_EXC_ValueError, "%s() arg is an empty sequence", name);
}
KiValue ki_bi_min(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return min_max(ks, "min", KI_LT, args, nargs, kwnames);
}
KiValue ki_bi_max(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return min_max(ks, "max", KI_GT, args, nargs, kwnames);
}

/* --- sum and sorted --- */

/* Adds up what a list holds as long as no Python code can run: ints onto an int, floats onto a
 * float. Returns how many items are done. */
static int64_t sum_plain(const KiList *l, KiValue *total) {
    int64_t i = 0;
    if (ki_is_int(*total)) {
        int64_t s = ki_int_val(*total);
        for (; i < l->len && ki_is_int(l->items[i]); i++) {
            int64_t next = s + ki_int_val(l->items[i]);
            if (!ki_int_fits(next)) break;
            s = next;
        }
        *total = ki_small_int(s);
    } else if (ki_is_float(*total)) {
        double s = ki_float_val(*total);
        for (; i < l->len && ki_is_float(l->items[i]); i++)
            s += ki_float_val(l->items[i]);
        *total = ki_float(s);
    }
    return i;
}

KiValue ki_bi_sum(KiState *ks, KiValue *a, int n) {
    KiValue start = a[1];
    int64_t done = 0;
    if (ki_is_kind(a[0], KI_K_LIST)) {
        KiList *l = (KiList *)ki_obj(a[0]);
        done = sum_plain(l, &start);
        if (done == l->len && done) return start;
    }
    KiValue it = ki_iter(ks, a[0]);
    if (it == KI_ERR) return KI_ERR;
    if (ki_is_kind(it, KI_K_LIST_ITER)) ((KiIter *)ki_obj(it))->index = done;
    const char *why = NULL;
    if (ki_is_str(start)) why = "strings [use ''.join(seq) instead]";
    if (ki_has_layout(start, KI_K_BYTES)) why = "bytes [use b''.join(seq) instead]";
    if (ki_has_layout(start, KI_K_BYTEARRAY)) why = "bytearray [use b''.join(seq) instead]";
    if (why) {
        ki_decref(ks, it);
        return ki_raise(ks, KI_EXC_TypeError, "sum() can't sum %s", why);
    }
    KiValue total = ki_new_ref(start), v;
    while ((v = ki_next(ks, it)) != KI_ABSENT) {
        if (v == KI_ERR) goto fail;
        if (ki_both_int(total, v)) {
            int64_t s = ki_int_val(total) + ki_int_val(v);
            total = ki_int_from_i64(ks, s);
        } else if (ki_is_float(total) && ki_is_float(v)) {
            total = ki_float(ki_float_val(total) + ki_float_val(v));
        } else {
            KiValue r = ki_binary(ks, total, v, KI_ADD);
            ki_decref(ks, total);
            ki_decref(ks, v);
            total = r;
        }
        if (total == KI_ERR) goto fail;
    }
    ki_decref(ks, it);
    return total;
fail:
    ki_decref(ks, total);
    ki_decref(ks, it);
    return KI_ERR;
}

/* The items are taken before the options are looked at. */
KiValue ki_bi_sorted(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"key", "reverse"};
    KiValue opt[2] = {KI_ABSENT, KI_ABSENT};
    int reverse = 0;
    if (nargs != 1)
        return ki_raise(ks, KI_EXC_TypeError, "sorted expected 1 argument, got %d", nargs);
    KiList *l = ki_to_list(ks, args[0]);
    if (!l) return KI_ERR;
    bool ok =
        kwnames == KI_ABSENT || ki_bind_args(ks, "sort", names, 2, 0, 0, args + 1, 0, kwnames, opt);
    if (ok && opt[1] != KI_ABSENT) ok = ki_to_int(ks, opt[1], &reverse);
    if (ok && ki_depth_enter(ks, KI_IN_CALL)) {
        ok = ki_list_sort(ks, l, opt[0] == KI_ABSENT ? KI_NONE : opt[0], reverse != 0);
        ks->depth--;
        if (ok) return ki_from_obj(l);
    }
    ki_decref_obj(ks, &l->h);
    return KI_ERR;
}
