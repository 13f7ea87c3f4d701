/* Slow paths of displays, string building, unpacking and function objects. */
#include "../object/number.h"
#include "vm.h"

/* --- displays --- */

/* Is the GETITEM of what pc makes behind it? */
static bool is_key(const KiInstr *pc) {
    const KiInstr *get = pc + 1;
    bool getitem =
        get->op == KI_OP_GETITEM || (get->op >= KI_OP_GETITEM_LI && get->op <= KI_OP_GETITEM_ANY);
    return getitem && get->uc == pc->a && (get->fl & (KI_FL_CT | KI_FL_BK | KI_FL_CK)) == KI_FL_CT;
}

/* r is what that GETITEM makes of v. */
static int item_done(KiState *ks, KiValue *R, const KiInstr *pc, KiValue v, KiValue r) {
    ki_save(ks, R, pc + 2);
    ki_store_a(ks, R, pc + 1, r);
    ki_release_b(ks, pc + 1, v);
    return 1;
}

/* x[i, j:k] of an array: BUILD_TUPLE and the GETITEM behind it in one step, without the tuple. 1:
 * done; 0: not that simple; -1. */
static int parts_item(KiState *ks, KiValue *R, const KiInstr *pc, const KiValue *from, int n) {
    if (!is_key(pc)) return 0;
    KiValue v = R[pc[1].b];
    if (!ki_is_ptr(v)) return 0;
    KiType *t = ki_obj_type(ki_obj(v));
    if (!t->slots->getitem_parts || t->flags & KI_TF_HEAP) return 0;
    KiValue r = t->slots->getitem_parts(ks, v, from, n);
    if (r == KI_ABSENT) return 0;
    if (r == KI_ERR) return -1;
    for (int i = 0; i < n; i++) /* nothing but numbers and slices of numbers */
        ki_decref(ks, from[i]);
    return item_done(ks, R, pc, v, r);
}

/* x[i:j] of a built-in sequence: BUILD_SLICE and the GETITEM behind it in one step, without a slice
 * on the heap. 1: done; 0: not that simple; -1. */
static int slice_item(KiState *ks, KiValue *R, const KiInstr *pc, const KiValue *from, int n) {
    if (!is_key(pc)) return 0;
    KiValue v = R[pc[1].b];
    if (!ki_is_ptr(v)) return 0;
    uint8_t kind = ki_obj(v)->kind;
    if (kind != KI_K_STR && kind != KI_K_LIST && kind != KI_K_TUPLE && kind != KI_K_BYTES) return 0;
    for (int i = 0; i < n; i++)
        if (from[i] != KI_NONE && !ki_is_int(from[i])) return 0;
    if (n == 3 && from[2] == KI_INT_BASE) return 0; /* a step of 0 raises at the GETITEM */
    KiType *t = ks->types[KI_K_SLICE];
    KiSlice s = {.h = {.rc = KI_RC_IMMORTAL, .kind = KI_K_SLICE, .shape = t->root_shape},
                 .start = from[0],
                 .stop = from[1],
                 .step = n == 3 ? from[2] : KI_NONE};
    KiValue r = ki_obj_type(ki_obj(v))->slots->getitem(ks, v, ki_from_obj(&s));
    return r == KI_ERR ? -1 : item_done(ks, R, pc, v, r);
}

/* The c temporaries from R[b] are moved into lists and tuples. */
KI_SLOW(ki_op_build_list) {
    const KiValue *from = &R[pc->b];
    int n = pc->uc;
    ki_save(ks, R, pc);
    KiList *l = ki_list_new(ks, n);
    if (!l) return -1;
    for (int i = 0; i < n; i++)
        l->items[i] = from[i];
    l->len = n;
    ki_store_a(ks, R, pc, ki_from_obj(l));
    return 0;
}

KI_SLOW(ki_op_list_of_k) {
    ki_save(ks, R, pc);
    if (KB_UNLIKELY(!ki_is_kind(k[pc->b], KI_K_TUPLE))) {
        KiList *any = ki_to_list(ks, k[pc->b]);
        if (!any) return -1;
        ki_store_a(ks, R, pc, ki_from_obj(any));
        return 0;
    }
    const KiTuple *items = (const KiTuple *)ki_obj(k[pc->b]);
    KiList *l = ki_list_new(ks, (items->len + 1) & ~INT64_C(1)); /* as one that is extended */
    if (!l) return -1;
    for (int64_t i = 0; i < items->len; i++)
        l->items[i] = ki_new_ref(items->items[i]);
    l->len = items->len;
    ki_store_a(ks, R, pc, ki_from_obj(l));
    return 0;
}

KI_SLOW(ki_op_build_tuple) {
    const KiValue *from = &R[pc->b];
    int n = pc->uc;
    ki_save(ks, R, pc);
    int done = parts_item(ks, R, pc, from, n);
    if (done) return done;
    KiTuple *t = ki_tuple_unfilled(ks, n);
    if (!t) return -1;
    for (int i = 0; i < n; i++)
        t->items[i] = from[i];
    ki_store_a(ks, R, pc, ki_from_obj(t));
    return 0;
}

/* The destination may be the first of the n temporaries. */
static int replace_parts(KiState *ks, KiValue *R, const KiInstr *pc, KiValue r, int n) {
    if (r == KI_ERR) return -1;
    KiValue *from = &R[pc->b];
    KiValue first = n ? from[0] : KI_NONE;
    ki_store_a(ks, R, pc, r);
    for (int i = 1; i < n; i++)
        ki_decref(ks, from[i]);
    ki_decref(ks, first);
    return 0;
}

KI_SLOW(ki_op_build_slice) {
    const KiValue *from = &R[pc->b];
    int n = pc->uc;
    ki_save(ks, R, pc);
    int done = slice_item(ks, R, pc, from, n);
    if (done) return done;
    KiValue r = ki_slice_new(ks, from[0], from[1], n == 3 ? from[2] : KI_NONE);
    return replace_parts(ks, R, pc, r, n);
}

static KiValue build_set(KiState *ks, const KiValue *from, int n) {
    KiSet *s = ki_set_new(ks, false);
    for (int i = 0; s && i < n; i++)
        if (!ki_set_add(ks, s, from[i])) {
            ki_decref_obj(ks, &s->h);
            return KI_ERR;
        }
    return s ? ki_from_obj(s) : KI_ERR;
}

static KiValue build_dict(KiState *ks, const KiValue *from, int n) {
    KiDict *d = ki_dict_new(ks);
    for (int i = 0; d && i < n; i++)
        if (!ki_dict_set(ks, d, from[2 * i], from[2 * i + 1])) {
            ki_decref_obj(ks, &d->h);
            return KI_ERR;
        }
    return d ? ki_from_obj(d) : KI_ERR;
}

KI_SLOW(ki_op_build) {
    KiValue *from = &R[pc->b];
    int n = pc->uc;
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_BUILD_STR:
        return replace_parts(ks, R, pc, ki_str_build(ks, from, n), n);
    case KI_OP_BUILD_SET:
        return replace_parts(ks, R, pc, build_set(ks, from, n), n);
    default:
        return replace_parts(ks, R, pc, build_dict(ks, from, n), 2 * n);
    }
}

/* --- f-strings --- */

static KiValue convert(KiState *ks, const KiInstr *pc, KiValue v) {
    switch (pc->fl & (KI_FL_X | KI_FL_Y)) {
    case KI_FL_X:
        return ki_str(ks, v);
    case KI_FL_Y:
        return ki_repr(ks, v);
    default:
        return ki_ascii(ks, v);
    }
}

KI_SLOW(ki_op_format) {
    KiValue v = R[pc->b], spec = pc->uc == 0xFFFF ? KI_ABSENT : R[pc->uc], r;
    ki_save(ks, R, pc);
    if (pc->fl & (KI_FL_X | KI_FL_Y)) {
        r = convert(ks, pc, v);
        if (r != KI_ERR && (spec != KI_ABSENT || !ki_is_str_exact(r))) {
            KiValue formatted = ki_format(ks, r, spec);
            ki_decref(ks, r);
            r = formatted;
        }
    } else if (spec == KI_ABSENT && ki_is_str_exact(v)) {
        r = ki_new_ref(v);
    } else if (spec == KI_ABSENT && ki_is_int(v)) {
        KiStr *s = ki_int_to_str(ks, v, 10);
        r = s ? ki_from_obj(s) : KI_ERR;
    } else {
        r = ki_format(ks, v, spec);
    }
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, v);
    if (spec != KI_ABSENT) ki_release_c(ks, pc, spec);
    return 0;
}

/* --- growing a display --- */

KiValue ki_callee_name(KiState *ks, KiValue f) {
    if (ki_is_kind(f, KI_K_METHOD)) f = ((KiMethod *)ki_obj(f))->func;
    KiValue q = ki_getattr_opt(ks, f, ks->names.d_qualname);
    if (q == KI_ERR) return KI_ERR;
    if (q == KI_ABSENT || !ki_is_str(q)) {
        ki_decref(ks, q);
        return ki_str(ks, f);
    }
    KiValue m = ki_getattr_opt(ks, f, ks->names.d_module), r;
    const char *uq = ki_str_utf8(ks, ki_str_of(q), NULL);
    const char *um = m != KI_ERR && ki_is_str(m) ? ki_str_utf8(ks, ki_str_of(m), NULL) : NULL;
    if (m == KI_ERR || !uq)
        r = KI_ERR;
    else if (um && strcmp(um, "builtins") != 0)
        r = ki_str_format(ks, "%s.%s()", um, uq);
    else
        r = ki_str_format(ks, "%s()", uq);
    ki_decref(ks, q);
    if (m != KI_ERR) ki_decref(ks, m);
    return r;
}

static bool raise_for_callee(KiState *ks, KiValue f, const char *fmt, KiValue what) {
    KiValue name = ki_callee_name(ks, f);
    if (name == KI_ERR) return false;
    const char *u = ki_str_utf8(ks, ki_str_of(name), NULL), *w = NULL;
    w = ki_is_str(what) ? ki_str_utf8(ks, ki_str_of(what), NULL) : "?";
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, 1 << 16);
    for (const char *p = fmt; *p; p++) { /* %1 the callee, %2 the other text */
        if (*p == '%' && (p[1] == '1' || p[1] == '2'))
            kb_strbuf_puts(&b, *++p == '1' ? (u ? u : "?") : (w ? w : "?"));
        else
            kb_strbuf_putc(&b, *p);
    }
    ki_raise(ks, KI_EXC_TypeError, "%s", b.data ? b.data : "");
    kb_strbuf_free(&b);
    ki_decref(ks, name);
    return false;
}

/* One keyword of a call; d has those before it. That names are strings is checked by the call. */
static bool add_keyword(KiState *ks, KiDict *d, KiValue key, KiValue v, KiValue callee) {
    KiValue old = ki_dict_get(ks, d, key);
    if (old == KI_ERR) return false;
    if (old == KI_ABSENT) return ki_dict_set(ks, d, key, v);
    KiValue text = ki_str(ks, key);
    if (text == KI_ERR) return false;
    raise_for_callee(ks, callee, "%1 got multiple values for keyword argument '%2'", text);
    ki_decref(ks, text);
    return false;
}

/* Keywords out of any object with keys(); it may name one twice. */
static bool add_mapping(KiState *ks, KiDict *d, KiValue m, KiValue callee) {
    KiValue it = ki_mapping_keys(ks, m), key;
    if (it == KI_ERR) return false;
    while ((key = ki_next(ks, it)) != KI_ABSENT && key != KI_ERR) {
        KiValue v = ki_getitem(ks, m, key);
        bool ok = v != KI_ERR && add_keyword(ks, d, key, v, callee);
        if (v != KI_ERR) ki_decref(ks, v);
        ki_decref(ks, key);
        if (!ok) {
            key = KI_ERR;
            break;
        }
    }
    ki_decref(ks, it);
    return key == KI_ABSENT;
}

/* Any AttributeError on the way means that it is no mapping. */
static bool keywords_of_mapping(KiState *ks, KiDict *d, KiValue m, KiValue callee) {
    if (add_mapping(ks, d, m, callee)) return true;
    if (!ki_pending_is(ks, KI_EXC_AttributeError)) return false;
    ki_clear_exc(ks);
    KiValue t = ki_str_from_cstr(ks, ki_type_name(ks, m));
    if (t == KI_ERR) return false;
    raise_for_callee(ks, callee, "%1 argument after ** must be a mapping, not %2", t);
    ki_decref(ks, t);
    return false;
}

/* Keyword arguments of a call from a mapping: duplicates raise. */
static bool merge_keywords(KiState *ks, KiDict *d, KiValue m, KiValue callee) {
    bool plain =
        ki_is_dict(m) && ki_type_of(ks, m)->slots->iter ==
                             ks->types[KI_K_DICT]->slots->iter; /* as dict.update sees it */
    if (!plain) return keywords_of_mapping(ks, d, m, callee);
    KiDict *from = ki_dict_of(m);
    int64_t pos = 0;
    KiValue key, v;
    while (ki_dict_next(from, &pos, &key, &v)) {
        ki_incref(key);
        ki_incref(v);
        bool ok = add_keyword(ks, d, key, v, callee);
        ki_decref(ks, key);
        ki_decref(ks, v);
        if (!ok) return false;
    }
    return true;
}

static bool dict_update(KiState *ks, KiDict *d, KiValue m) {
    if (ki_dict_merge(ks, d, m, true)) return true;
    if (ki_pending_is(ks, KI_EXC_AttributeError)) { /* whatever lacks an attribute */
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "'%s' object is not a mapping", ki_type_name(ks, m));
    }
    return false;
}

static bool list_extend(KiState *ks, const KiInstr *pc, KiList *l, KiValue v) {
    KiType *t = ki_type_of(ks, v);
    if (!t->slots->iter && !ki_has_positions(ks, t)) {
        if (pc->fl & KI_FL_X)
            ki_raise(ks, KI_EXC_TypeError, "Value after * must be an iterable, not %s",
                     ki_type_name(ks, v));
        else
            ki_raise(ks, KI_EXC_TypeError, "'%s' object is not iterable", ki_type_name(ks, v));
        return false;
    }
    return ki_list_extend(ks, l, v);
}

KI_SLOW(ki_op_extend) {
    ki_save(ks, R, pc);
    KiObj *o = ki_is_ptr(R[pc->a]) ? ki_obj(R[pc->a]) : NULL;
    KiValue b = ki_arg_b(R, k, pc), c = KI_ABSENT;
    bool ok;
    switch (pc->op) {
    case KI_OP_SET_ADD:
        ok = ki_set_add(ks, (KiSet *)o, b);
        break;
    case KI_OP_DICT_SET:
        c = ki_arg_c(R, k, pc);
        ok = ki_dict_set(ks, (KiDict *)o, b, c);
        break;
    case KI_OP_LIST_EXTEND:
        ok = list_extend(ks, pc, (KiList *)o, b);
        break;
    case KI_OP_SET_UPDATE:
        ok = ki_set_update(ks, (KiSet *)o, b);
        break;
    case KI_OP_DICT_UPDATE:
        ok = dict_update(ks, (KiDict *)o, b);
        break;
    case KI_OP_DICT_MERGE:
        ok = merge_keywords(ks, (KiDict *)o, b, R[pc->uc]);
        break;
    default: { /* LIST_TO_TUPLE */
        KiList *l = (KiList *)ki_obj(b);
        KiValue t = ki_tuple_from(ks, l->items, l->len);
        if (t == KI_ERR) return -1;
        ki_store_a(ks, R, pc, t);
        ki_release_b(ks, pc, b);
        return 0;
    }
    }
    if (!ok) return -1;
    ki_release_b(ks, pc, b);
    if (pc->op == KI_OP_DICT_SET) ki_release_c(ks, pc, c);
    return 0;
}

KI_SLOW(ki_op_list_append) {
    KiValue v = ki_arg_b(R, k, pc);
    ki_save(ks, R, pc);
    if (!ki_list_append(ks, (KiList *)ki_obj(R[pc->a]), v)) return -1;
    ki_release_b(ks, pc, v);
    return 0;
}

/* --- unpacking --- */

static int64_t sequence_of(KiValue v, KiValue **items) {
    if (ki_is_kind(v, KI_K_TUPLE)) {
        *items = ((KiTuple *)ki_obj(v))->items;
        return ((KiTuple *)ki_obj(v))->len;
    }
    if (ki_is_kind(v, KI_K_LIST)) {
        *items = ((KiList *)ki_obj(v))->items;
        return ((KiList *)ki_obj(v))->len;
    }
    return -1;
}

static bool raise_too_many(KiState *ks, int n) {
    ki_raise(ks, KI_EXC_ValueError, "too many values to unpack (expected %d)", n);
    return false;
}

/* n items of v to the registers below `top`, the first on top. Nothing is stored on failure. */
static bool unpack(KiState *ks, KiValue v, int n, KiValue *top) {
    KiValue *items;
    int64_t len = sequence_of(v, &items);
    if (len >= 0) {
        if (len > n) return raise_too_many(ks, n);
        if (len < n) {
            ki_raise(ks, KI_EXC_ValueError, "not enough values to unpack (expected %d, got %d)", n,
                     (int)len);
            return false;
        }
        for (int i = 0; i < n; i++)
            top[-1 - i] = ki_new_ref(items[i]);
        return true;
    }
    KiType *t = ki_type_of(ks, v);
    if (!t->slots->iter && !t->slots->getitem) {
        ki_raise(ks, KI_EXC_TypeError, "cannot unpack non-iterable %s object", ki_type_name(ks, v));
        return false;
    }
    KiValue it = ki_iter(ks, v);
    if (it == KI_ERR) return false;
    KiList *got = ki_list_new(ks, n);
    bool ok = got != NULL;
    while (ok && got->len <= n) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ERR) ok = false;
        if (x == KI_ERR || x == KI_ABSENT) break;
        ok = ki_list_append(ks, got, x);
        ki_decref(ks, x);
        if (got->len > n) ok = ok && raise_too_many(ks, n);
    }
    if (ok && got->len < n) {
        ki_raise(ks, KI_EXC_ValueError, "not enough values to unpack (expected %d, got %d)", n,
                 (int)got->len);
        ok = false;
    }
    if (ok) {
        for (int i = 0; i < n; i++)
            top[-1 - i] = got->items[i];
        got->len = 0;
    }
    if (got) ki_decref_obj(ks, &got->h);
    ki_decref(ks, it);
    return ok;
}

KI_SLOW(ki_op_unpack) {
    KiValue v = R[pc->b];
    ki_save(ks, R, pc);
    KiValue small[16], *tmp = small;
    int n = pc->uc;
    if (n > 16 && !(tmp = ki_mem_alloc(ks, (size_t)n * sizeof *tmp))) return -1;
    bool ok = unpack(ks, v, n, tmp + n); /* not into R: v's register may be among them */
    if (ok) memcpy(&R[pc->a], tmp, (size_t)n * sizeof *tmp);
    if (tmp != small) ki_mem_free(ks, tmp, (size_t)n * sizeof *tmp);
    if (!ok) return -1;
    ki_release_b(ks, pc, v);
    return 0;
}

/* The items of v. The iterator is asked how many it has left (__length_hint__) behind the first
 * `before` ones, v itself is not. */
static KiList *unpacked(KiState *ks, KiValue v, int before) {
    if (ki_is_kind(v, KI_K_LIST) || ki_is_kind(v, KI_K_TUPLE)) return ki_to_list(ks, v);
    KiValue it = ki_iter(ks, v);
    KiList *all = it == KI_ERR ? NULL : ki_list_new(ks, before);
    bool ok = all != NULL;
    int i = 0;
    for (; ok && i < before; i++) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        ok = x != KI_ERR && ki_list_append(ks, all, x);
        ki_decref(ks, x);
    }
    if (ok && i == before) ok = ki_list_extend(ks, all, it);
    ki_decref(ks, it);
    if (ok || !all) return all;
    ki_decref_obj(ks, &all->h);
    return NULL;
}

KI_SLOW(ki_op_unpack_ex) {
    KiValue v = R[pc->b];
    int before = pc->uc & 255, after = pc->uc >> 8, n = before + after;
    ki_save(ks, R, pc);
    KiType *t = ki_type_of(ks, v);
    if (!t->slots->iter && !t->slots->getitem) {
        ki_raise(ks, KI_EXC_TypeError, "cannot unpack non-iterable %s object", ki_type_name(ks, v));
        return -1;
    }
    KiList *all = unpacked(ks, v, before);
    if (!all) return -1;
    if (all->len < n) {
        ki_raise(ks, KI_EXC_ValueError,
                 "not enough values to unpack (expected at least %d, got %d)", n, (int)all->len);
        ki_decref_obj(ks, &all->h);
        return -1;
    }
    int64_t n_mid = all->len - n;
    KiList *mid = ki_list_new(ks, n_mid);
    if (!mid) {
        ki_decref_obj(ks, &all->h);
        return -1;
    }
    if (n_mid) memcpy(mid->items, all->items + before, (size_t)n_mid * sizeof(KiValue));
    mid->len = n_mid;
    KiValue *top = &R[pc->a] + n + 1;
    for (int i = 0; i < before; i++)
        *--top = all->items[i];
    *--top = ki_from_obj(mid);
    for (int i = 0; i < after; i++)
        *--top = all->items[before + n_mid + i];
    all->len = 0; /* moved */
    ki_decref_obj(ks, &all->h);
    ki_release_b(ks, pc, v);
    return 0;
}

/* --- functions, iterators --- */

KI_SLOW(ki_op_make_func) {
    ki_save(ks, R, pc);
    KiCode *code = (KiCode *)ki_obj(k[pc->b]);
    KiFunc *f = ki_func_new(ks, code, ki_frame_func(R)->globals);
    if (!f) return -1;
    KiValue *from = &R[pc->uc];
    if (pc->fl & KI_FL_AT) f->defaults = *from++;
    if (pc->fl & KI_FL_BT) f->kwdefaults = *from++;
    if (pc->fl & KI_FL_CT) f->annotations = *from++;
    if (pc->fl & KI_FL_X) f->closure = *from++;
    ki_store_a(ks, R, pc, ki_from_obj(f));
    return 0;
}

KI_SLOW(ki_op_getiter) {
    KiValue v = R[pc->b];
    ki_save(ks, R, pc);
    KiValue it = ki_iter(ks, v);
    if (it == KI_ERR) return -1;
    ki_store_a(ks, R, pc, it);
    ki_release_b(ks, pc, v);
    return 0;
}
