/* Values in and out: constructors, conversions, calls, attributes, items. */
#include <string.h>

#include "api.h"

static KiValue in(KuValue v) {
    return ki_from_handle(v);
}

KuValue ku_none(void) {
    return ki_to_handle(KI_NONE);
}
KuValue ku_bool(bool b) {
    return ki_to_handle(ki_bool(b));
}
KuValue ku_float(double d) {
    return ki_to_handle(ki_float(d));
}
KuValue ku_int(KuState *ku, int64_t n) {
    return ki_to_handle(ki_int_from_i64(ku->ks, n));
}
KuValue ku_str(KuState *ku, const char *s) {
    return ki_to_handle(ki_str_from_utf8(ku->ks, s, strlen(s)));
}
KuValue ku_str_n(KuState *ku, const char *s, size_t n) {
    return ki_to_handle(ki_str_from_utf8(ku->ks, s, n));
}
KuValue ku_bytes(KuState *ku, const void *data, size_t n) {
    return ki_to_handle(ki_bytes_from(ku->ks, data, n));
}

KuValue ku_tuple(KuState *ku, const KuValue *items, size_t n) {
    KiTuple *t = ki_tuple_alloc(ku->ks, (int64_t)n);
    if (!t) return ku_null();
    for (size_t i = 0; i < n; i++)
        t->items[i] = ki_new_ref(in(items[i]));
    return ki_to_handle(ki_from_obj(t));
}

KuValue ku_list(KuState *ku, const KuValue *items, size_t n) {
    KiList *l = ki_list_new(ku->ks, (int64_t)n);
    for (size_t i = 0; l && i < n; i++)
        if (!ki_list_append(ku->ks, l, in(items[i]))) {
            ki_decref_obj(ku->ks, &l->h);
            l = NULL;
        }
    return l ? ki_to_handle(ki_from_obj(l)) : ku_null();
}

KuValue ku_dict(KuState *ku, const KuValue *keys, const KuValue *values, size_t n) {
    KiDict *d = ki_dict_new(ku->ks);
    for (size_t i = 0; d && i < n; i++)
        if (!ki_dict_set(ku->ks, d, in(keys[i]), in(values[i]))) {
            ki_decref_obj(ku->ks, &d->h);
            d = NULL;
        }
    return d ? ki_to_handle(ki_from_obj(d)) : ku_null();
}

KuValue ku_copy(KuValue v) {
    if (v.bits) ki_incref(v.bits);
    return v;
}
void ku_release(KuState *ku, KuValue v) {
    if (v.bits) ki_decref(ku->ks, v.bits);
}

KuKind ku_kind(KuState *ku, KuValue h) {
    static const struct {
        KiKind kind;
        KuKind ku;
    } rows[] = {{KI_K_INT, KU_KIND_INT},         {KI_K_COMPLEX, KU_KIND_COMPLEX},
                {KI_K_STR, KU_KIND_STR},         {KI_K_BYTES, KU_KIND_BYTES},
                {KI_K_TUPLE, KU_KIND_TUPLE},     {KI_K_LIST, KU_KIND_LIST},
                {KI_K_DICT, KU_KIND_DICT},       {KI_K_SET, KU_KIND_SET},
                {KI_K_FROZENSET, KU_KIND_SET},   {KI_K_FUNC, KU_KIND_FUNCTION},
                {KI_K_NATIVE, KU_KIND_FUNCTION}, {KI_K_METHOD, KU_KIND_FUNCTION},
                {KI_K_TYPE, KU_KIND_TYPE},       {KI_K_MODULE, KU_KIND_MODULE},
                {KI_K_TENSOR, KU_KIND_TENSOR},   {KI_K_NDARRAY, KU_KIND_TENSOR},
                {KI_K_FLOAT, KU_KIND_FLOAT}};
    KiValue v = in(h);
    if (ki_is_none(v) || v == KI_ABSENT) return KU_KIND_NONE;
    if (ki_is_bool(v)) return KU_KIND_BOOL;
    if (ki_is_int(v)) return KU_KIND_INT;
    if (ki_is_float(v)) return KU_KIND_FLOAT;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ki_has_layout(v, rows[i].kind)) return rows[i].ku;
    return KU_KIND_OTHER;
}

const char *ku_type_name(KuState *ku, KuValue v) {
    return ki_type_name(ku->ks, in(v));
}
bool ku_is_none(KuValue v) {
    return ki_is_none(v.bits);
}

bool ku_to_int(KuState *ku, KuValue v, int64_t *out) {
    if (ki_is_integer(in(v))) return ki_int_to_i64(ku->ks, in(v), out);
    return ki_index_i64(ku->ks, in(v), out);
}
bool ku_to_float(KuState *ku, KuValue v, double *out) {
    return ki_to_double(ku->ks, in(v), out);
}
int ku_truth(KuState *ku, KuValue v) {
    return ki_truth(ku->ks, in(v));
}

const char *ku_to_str(KuState *ku, KuValue v, size_t *n) {
    if (ki_is_str(in(v))) return ki_str_utf8(ku->ks, ki_str_of(in(v)), n);
    ki_raise(ku->ks, KI_EXC_TypeError, "expected str, got %s", ki_type_name(ku->ks, in(v)));
    return NULL;
}

const void *ku_to_bytes(KuState *ku, KuValue v, size_t *n) {
    KiValue o = in(v);
    if (ki_has_layout(o, KI_K_BYTES)) {
        if (n) *n = ki_bytes_of(o)->len;
        return ki_bytes_of(o)->data;
    }
    if (ki_has_layout(o, KI_K_BYTEARRAY)) {
        KiBytearray *b = (KiBytearray *)ki_obj(o);
        if (n) *n = b->len;
        return b->data ? (const void *)b->data : "";
    }
    ki_raise(ku->ks, KI_EXC_TypeError, "expected bytes, got %s", ki_type_name(ku->ks, o));
    return NULL;
}

KuValue ku_str_of(KuState *ku, KuValue v) {
    return ki_to_handle(ki_str(ku->ks, in(v)));
}
KuValue ku_repr(KuState *ku, KuValue v) {
    return ki_to_handle(ki_repr(ku->ks, in(v)));
}

KuValue ku_call(KuState *ku, KuValue callee, const KuValue *args, int n) {
    return ku_call_kw(ku, callee, args, n, NULL, 0);
}

KuValue ku_call_kw(KuState *ku, KuValue callee, const KuValue *args, int n,
                   const char *const *names, int n_kw) {
    KiState *ks = ku->ks;
    KiTuple *kw = n_kw ? ki_tuple_alloc(ks, n_kw) : NULL;
    bool ok = !n_kw || kw;
    for (int i = 0; i < n_kw && ok; i++) {
        KiStr *s = ki_intern_cstr(ks, names[i]);
        ok = s != NULL;
        if (ok) kw->items[i] = ki_from_obj(s);
    }
    KiValue r = KI_ERR;
    _Static_assert(sizeof(KuValue) == sizeof(KiValue), "a handle is a value");
    KiValue local[16], *a = local;
    if (ok && n > 16 && !(a = kb_malloc(&ks->alloc, sizeof *a * (size_t)n))) {
        ki_raise_nomem(ks);
        ok = false;
    }
    if (ok) {
        for (int i = 0; i < n; i++)
            a[i] = in(args[i]);
        r = ki_call(ks, in(callee), a, n - n_kw, kw ? ki_from_obj(kw) : KI_ABSENT);
        if (a != local) kb_free(&ks->alloc, a, sizeof *a * (size_t)n);
    }
    if (kw) ki_decref_obj(ks, &kw->h);
    return ki_to_handle(r);
}

KuValue ku_call_method(KuState *ku, KuValue self, const char *name, const KuValue *args, int n) {
    KuValue f = ku_getattr(ku, self, name);
    if (ku_is_null(f)) return f;
    KuValue r = ku_call(ku, f, args, n);
    ku_release(ku, f);
    return r;
}

KuValue ku_getattr(KuState *ku, KuValue v, const char *name) {
    return ki_to_handle(ki_getattr_cstr(ku->ks, in(v), name));
}
KuStatus ku_setattr(KuState *ku, KuValue v, const char *name, KuValue value) {
    return ki_api_status(ku, ki_setattr_cstr(ku->ks, in(v), name, in(value)));
}
KuValue ku_getitem(KuState *ku, KuValue v, KuValue key) {
    return ki_to_handle(ki_getitem(ku->ks, in(v), in(key)));
}
KuValue ku_getitem_at(KuState *ku, KuValue v, int64_t index) {
    KiValue i = ki_int_from_i64(ku->ks, index);
    KiValue r = i == KI_ERR ? KI_ERR : ki_getitem(ku->ks, in(v), i);
    ki_decref(ku->ks, i);
    return ki_to_handle(r);
}
KuStatus ku_setitem(KuState *ku, KuValue v, KuValue key, KuValue value) {
    return ki_api_status(ku, ki_setitem(ku->ks, in(v), in(key), in(value)));
}
int64_t ku_len(KuState *ku, KuValue v) {
    return ki_len(ku->ks, in(v));
}
KuValue ku_iter(KuState *ku, KuValue v) {
    return ki_to_handle(ki_iter(ku->ks, in(v)));
}
KuValue ku_next(KuState *ku, KuValue iterator) {
    return ki_to_handle(ki_next(ku->ks, in(iterator)));
}
