/* types.SimpleNamespace: an object that is nothing but its attributes. */
#include "../base/strbuf.h"
#include "containers.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

static KiValue ns_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}

static bool ns_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs) {
        ki_raise(ks, KI_EXC_TypeError, "no positional arguments expected");
        return false;
    }
    for (int i = 0; i < ki_n_kw(kwnames); i++) {
        KiValue keep;
        KiStr *name =
            ki_interned_name(ks, ki_str_of(((KiTuple *)ki_obj(kwnames))->items[i]), &keep);
        bool ok = name && ki_instance_set_attr(ks, ki_obj(self), name, args[i]);
        ki_decref(ks, keep);
        if (!ok) return false;
    }
    return true;
}

static bool put_item(KiState *ks, KbStrbuf *b, KiValue key, KiValue value) {
    KiValue r = ki_repr(ks, value);
    if (r == KI_ERR) return false;
    kb_strbuf_puts(b, b->data[b->len - 1] == '(' ? "" : ", ");
    kb_strbuf_puts(b, ki_cstr(ks, ki_str_of(key)));
    kb_strbuf_putc(b, '=');
    kb_strbuf_puts(b, ki_cstr(ks, ki_str_of(r)));
    ki_decref(ks, r);
    return true;
}

static KiValue ns_repr(KiState *ks, KiValue self) {
    KiType *t = ki_type_of(ks, self);
    const char *name = t == ks->types[KI_K_NAMESPACE] ? "namespace" : ki_type_cname(ks, t);
    int seen = ki_repr_enter(ks, self);
    if (seen) return seen < 0 ? KI_ERR : ki_str_format(ks, "%s(...)", name);
    KiDict *d = ki_instance_dict_copy(ks, ki_obj(self));
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_printf(&b, "%s(", name);
    int64_t pos = 0;
    KiValue key, value;
    bool ok = d != NULL;
    while (ok && !b.failed && ki_dict_next(d, &pos, &key, &value))
        if (ki_is_str(key) && ki_str_of(key)->len) ok = put_item(ks, &b, key, value);
    kb_strbuf_putc(&b, ')');
    KiValue r = !ok ? KI_ERR : b.failed ? ki_raise_nomem(ks) : ki_str_from_utf8(ks, b.data, b.len);
    kb_strbuf_free(&b);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    ki_repr_leave(ks, self);
    return r;
}

static KiValue ns_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    KiType *t = ks->types[KI_K_NAMESPACE];
    if (!ki_is_subtype(ki_type_of(ks, a), t) || !ki_is_subtype(ki_type_of(ks, b), t))
        return KI_NOT_IMPLEMENTED;
    KiDict *x = ki_instance_dict_copy(ks, ki_obj(a)),
           *y = x ? ki_instance_dict_copy(ks, ki_obj(b)) : NULL;
    KiValue r = y ? ki_compare(ks, ki_from_obj(x), ki_from_obj(y), op) : KI_ERR;
    if (x) ki_decref_obj(ks, (KiObj *)x);
    if (y) ki_decref_obj(ks, (KiObj *)y);
    return r;
}

extern const KiSlots ki_namespace_slots;
const KiSlots ki_namespace_slots = {.getattr = ki_generic_getattr,
                                    .setattr = ki_generic_setattr,
                                    .repr = ns_repr,
                                    .compare = ns_compare,
                                    .new_ = ns_new,
                                    .init = ns_init};

static KiValue ns_dict(KiState *ks, KiValue self, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    return d ? ki_new_ref(ki_from_obj(d)) : KI_ERR;
}
static KiValue ns_reduce(KiState *ks, KiValue *args, int nargs) {
    KiDict *d = ki_instance_dict_copy(ks, ki_obj(args[0]));
    if (!d) return KI_ERR;
    KiValue r =
        ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, args[0])), ks->empty_tuple, ki_from_obj(d));
    ki_decref_obj(ks, (KiObj *)d);
    return r;
}
static const KiGetsetDef ns_getsets[] = {{"__dict__", ns_dict, NULL, NULL, NULL},
                                         {NULL, NULL, NULL, NULL, NULL}};
static const KiDef ns_methods[] = {
    {"__reduce__", "(self, /)", ns_reduce, "State information for pickling.", KI_DEF_UNSIGNED},
    KI_DEF_END};

bool ki_namespace_methods_init(KiState *ks) {
    KiType *t = ks->types[KI_K_NAMESPACE];
    return ki_type_add_getsets(ks, t, ns_getsets) && ki_type_add_methods(ks, t, ns_methods);
}
