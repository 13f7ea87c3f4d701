/* mappingproxy: a read-only view of a mapping (the __dict__ of classes). */
#include "containers.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

static KiValue mapping(KiValue self) {
    return ((KiCell *)ki_obj(self))->value;
}

static KiValue proxy_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"mapping"};
    KiValue given;
    if (!ki_parse_args(ks, "mappingproxy", names, 0, 1, 1, args, nargs, kwnames, &given))
        return KI_ERR;
    if (!ki_is_mapping(ks, given) || ki_is_list(given) || ki_is_tuple(given))
        return ki_raise(ks, KI_EXC_TypeError, "mappingproxy() argument must be a mapping, not %s",
                        ki_type_name(ks, given));
    KiCell *c = (KiCell *)ki_object_alloc(ks, cls, sizeof *c);
    if (!c) return KI_ERR;
    c->value = ki_new_ref(given);
    return ki_from_obj(c);
}
static void proxy_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiCell *)o)->value);
}
static void proxy_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiCell *)o)->value, arg);
}
static KiValue proxy_repr(KiState *ks, KiValue self) {
    KiValue r = ki_repr(ks, mapping(self));
    KiValue s =
        r == KI_ERR ? KI_ERR : ki_str_format(ks, "mappingproxy(%s)", ki_cstr(ks, ki_str_of(r)));
    if (r != KI_ERR) ki_decref(ks, r);
    return s;
}
static KiValue proxy_str(KiState *ks, KiValue self) {
    return ki_str(ks, mapping(self));
}
static int64_t proxy_len(KiState *ks, KiValue self) {
    return ki_len(ks, mapping(self));
}
static KiValue proxy_getitem(KiState *ks, KiValue self, KiValue key) {
    return ki_getitem(ks, mapping(self), key);
}
static int proxy_contains(KiState *ks, KiValue self, KiValue key) {
    return ki_contains(ks, mapping(self), key);
}
static KiValue proxy_iter(KiState *ks, KiValue self) {
    return ki_iter(ks, mapping(self));
}
static KiValue unwrap(KiValue v) {
    return ki_is_kind(v, KI_K_MAPPINGPROXY) ? mapping(v) : v;
}
static KiValue proxy_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    return ki_compare(ks, mapping(a), unwrap(b), op);
}
static KiValue proxy_or(KiState *ks, KiValue a, KiValue b) {
    return ki_binary(ks, unwrap(a), unwrap(b), KI_OR);
}
static KiValue proxy_ior(KiState *ks, KiValue a, KiValue b) {
    return ki_raise(ks, KI_EXC_TypeError, "'|=' is not supported by mappingproxy; use '|' instead");
}

extern const KiSlots ki_mappingproxy_slots;
const KiSlots ki_mappingproxy_slots = {.dealloc = proxy_dealloc,
                                       .traverse = proxy_traverse,
                                       .getattr = ki_generic_getattr,
                                       .repr = proxy_repr,
                                       .str = proxy_str,
                                       .compare = proxy_compare,
                                       .new_ = proxy_new,
                                       .len = proxy_len,
                                       .getitem = proxy_getitem,
                                       .contains = proxy_contains,
                                       .iter = proxy_iter,
                                       .binary[KI_OR] = proxy_or,
                                       .inplace[KI_OR] = proxy_ior};

static KiValue forward(KiState *ks, KiValue *args, int nargs, const char *name) {
    KiStr *s = ki_intern_cstr(ks, name);
    if (!s) return KI_ERR;
    KiValue r = ki_call_method(ks, mapping(args[0]), s, args + 1, nargs - 1);
    ki_decref_obj(ks, &s->h);
    return r;
}
static KiValue proxy_get(KiState *ks, KiValue *args, int nargs) {
    return forward(ks, args, 3, "get");
}
static KiValue proxy_keys(KiState *ks, KiValue *args, int nargs) {
    return forward(ks, args, 1, "keys");
}
static KiValue proxy_values(KiState *ks, KiValue *args, int nargs) {
    return forward(ks, args, 1, "values");
}
static KiValue proxy_items(KiState *ks, KiValue *args, int nargs) {
    return forward(ks, args, 1, "items");
}
static KiValue proxy_copy(KiState *ks, KiValue *args, int nargs) {
    return forward(ks, args, 1, "copy");
}
static KiValue proxy_reversed(KiState *ks, KiValue *args, int nargs) {
    return forward(ks, args, 1, "__reversed__");
}

static KiValue proxy_class_getitem(KiState *ks, KiValue *args, int nargs) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
}

static const KiDef proxy_methods[] = {
    {"get", "(self, key, default=None, /)", proxy_get, "The value for key, or default.",
     KI_DEF_UNSIGNED},
    {"keys", "(self, /)", proxy_keys, "A view of the keys.", KI_DEF_UNSIGNED},
    {"values", "(self, /)", proxy_values, "A view of the values.", KI_DEF_UNSIGNED},
    {"items", "(self, /)", proxy_items, "A view of the items.", KI_DEF_UNSIGNED},
    {"copy", "(self, /)", proxy_copy, "A shallow copy of the mapping.", KI_DEF_UNSIGNED},
    {"__class_getitem__", "(cls, item, /)", proxy_class_getitem, NULL,
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"__reversed__", "(self, /)", proxy_reversed, "A reverse iterator over the keys.",
     KI_DEF_UNSIGNED},
    KI_DEF_END};

bool ki_mappingproxy_methods_init(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_MAPPINGPROXY], proxy_methods);
}
