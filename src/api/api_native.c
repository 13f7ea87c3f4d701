/* The host's functions, modules and classes. A host function is an object of its own that keeps the
 * C pointer and userdata; its parameters are bound through a native function made from the
 * signature. */
#include <string.h>

#include "api.h"

typedef struct HostFunction {
    KiObj h;
    KuFunction fn;
    void *userdata;
    KiValue native; /* only for its signature, name and doc */
    KiDef def;
} HostFunction;

static HostFunction *fn_of(KiValue v) {
    return (HostFunction *)ki_obj(v);
}

static KiValue unused(KiState *ks, KiValue *a, int n) {
    return KI_NONE;
}

static KiValue fn_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    HostFunction *f = fn_of(callee);
    KiNative *n = (KiNative *)ki_obj(f->native);
    KiValue bound[64], scratch = KI_ABSENT;
    KuValue handles[64];
    KiSignature *sig = ki_native_signature(ks, n);
    if (!sig) return KI_ERR;
    int params = sig->n_params;
    if (params > 64)
        return ki_raise(ks, KI_EXC_SystemError, "too many parameters in a host function");
    if (!ki_bind_native(ks, n, args, nargs, kwnames, bound, &scratch)) return KI_ERR;
    for (int i = 0; i < params; i++)
        handles[i] = ki_to_handle(bound[i]);
    KuValue r = f->fn(ki_host(ks), handles, params, f->userdata);
    ki_decref(ks, scratch);
    if (!ku_is_null(r)) return r.bits;
    return ki_pending(ks)
               ? KI_ERR
               : ki_raise(ks, KI_EXC_SystemError,
                          "host function '%s' returned no value and raised nothing", f->def.name);
}

static KiValue fn_descr_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    return obj == KI_ABSENT || ki_is_none(obj) ? ki_new_ref(descr) : ki_method_new(ks, descr, obj);
}

static KiValue fn_repr(KiState *ks, KiValue self) {
    return ki_str_format(ks, "<built-in function %s>", fn_of(self)->def.name);
}

static void fn_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((HostFunction *)o)->native, KI_ABSENT);
}

static void fn_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((HostFunction *)o)->native, arg);
}

static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return ki_str_from_cstr(ks, fn_of(self)->def.name);
}
static KiValue g_doc(KiState *ks, KiValue self, void *c) {
    const char *doc = fn_of(self)->def.doc;
    return doc ? ki_str_from_cstr(ks, doc) : KI_NONE;
}
static KiValue g_text_signature(KiState *ks, KiValue self, void *c) {
    return ki_str_from_cstr(ks, fn_of(self)->def.signature);
}
static const KiGetsetDef fn_getsets[] = {{"__name__", g_name, NULL, NULL, NULL},
                                         {"__qualname__", g_name, NULL, NULL, NULL},
                                         {"__doc__", g_doc, NULL, NULL, NULL},
                                         {"__text_signature__", g_text_signature, NULL, NULL, NULL},
                                         {NULL, NULL, NULL, NULL, NULL}};

static KiType *function_type(KuState *ku) {
    static const KiSlots slots = {.dealloc = fn_dealloc,
                                  .traverse = fn_traverse,
                                  .call = fn_call,
                                  .descr_get = fn_descr_get,
                                  .repr = fn_repr};
    static const KiTypeDef def = {"host_function",
                                  "builtins",
                                  "A function of the host program.",
                                  sizeof(HostFunction),
                                  0,
                                  KI_K_OPAQUE,
                                  &slots,
                                  NULL,
                                  fn_getsets};
    if (!ku->function_type)
        ku->function_type = ki_native_type(ku->ks, &def, ku->ks->types[KI_K_OBJECT]);
    return ku->function_type;
}

static KiValue function_new(KuState *ku, const KuFunctionDef *def) {
    KiState *ks = ku->ks;
    KiType *t = function_type(ku);
    HostFunction *f = t ? (HostFunction *)ki_instance_alloc(ks, t) : NULL;
    if (!f) return KI_ERR;
    f->fn = def->fn;
    f->userdata = def->userdata;
    f->def = (KiDef){def->name, def->signature, (void *)unused, def->doc, 0};
    f->native = KI_ABSENT;
    KiValue n = ki_native_new(ks, &f->def, KI_ABSENT, KI_ABSENT);
    if (n == KI_ERR) {
        ki_decref_obj(ks, &f->h);
        return KI_ERR;
    }
    f->native = n;
    return ki_from_obj(f);
}

KuValue ku_function(KuState *ku, const KuFunctionDef *def) {
    return ki_to_handle(function_new(ku, def));
}

KuValue ku_module(KuState *ku, const char *name, const KuFunctionDef *functions, const char *doc) {
    KiState *ks = ku->ks;
    KiModule *m = ki_module_new(ks, name);
    if (!m) return ku_null();
    bool ok = true;
    for (; ok && functions && functions->name; functions++) {
        KiValue f = function_new(ku, functions);
        ok = f != KI_ERR && ki_dict_set_cstr(ks, m->dict, functions->name, f);
        ki_decref(ks, f);
    }
    KiValue d = ok && doc ? ki_str_from_cstr(ks, doc) : KI_NONE;
    ok = ok && d != KI_ERR && ki_dict_set_str(ks, m->dict, ks->names.d_doc, d) &&
         ki_dict_set_cstr(ks, ks->modules, name, ki_from_obj(m));
    ki_decref(ks, d);
    if (ok) return ki_to_handle(ki_from_obj(m));
    ki_decref_obj(ks, &m->h);
    return ku_null();
}

/* --- classes --- */

typedef struct HostObject {
    KiObj h;
    KiHostType *type; /* NULL until made by its new_ */
    _Alignas(16) char data[];
} HostObject;

static KiHostType *host_type_of(KiState *ks, KiType *t) {
    for (; t; t = t->base == t ? NULL : t->base)
        for (KiHostType *h = ki_host(ks)->types; h; h = h->next)
            if (h->type == t) return h;
    return NULL;
}

static KiValue object_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    HostObject *o = (HostObject *)ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    o->type = host_type_of(ks, cls);
    return ki_from_obj(o);
}

static bool object_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiHostType *t = ((HostObject *)ki_obj(self))->type;
    if (t->construct == KI_ABSENT) {
        if (nargs == 0 && kwnames == KI_ABSENT) return true;
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no arguments", t->def.name);
        return false;
    }
    KiValue method = ki_method_new(ks, t->construct, self);
    KiValue r = method == KI_ERR ? KI_ERR : ki_call(ks, method, args, nargs, kwnames);
    ki_decref(ks, method);
    ki_decref(ks, r);
    return r != KI_ERR;
}

static void object_dealloc(KiState *ks, KiObj *o) {
    HostObject *h = (HostObject *)o;
    if (h->type && h->type->def.destruct) h->type->def.destruct(h->data, h->type->def.userdata);
    h->type = NULL;
}

static bool add_members(KuState *ku, KiType *t, const KuFunctionDef *defs, bool property) {
    KiState *ks = ku->ks;
    for (; defs && defs->name; defs++) {
        KiValue f = function_new(ku, defs);
        if (f != KI_ERR && property) {
            KiValue p = ki_call1(ks, ki_from_obj(ks->types[KI_K_PROPERTY]), f);
            ki_decref(ks, f);
            f = p;
        }
        KiStr *name = f == KI_ERR ? NULL : ki_intern_cstr(ks, defs->name);
        bool ok = name && ki_dict_set_str(ks, t->dict, name, f);
        if (ok) ki_type_modified(ks, t, name, KI_ABSENT, f);
        ki_decref(ks, f);
        if (name) ki_decref_obj(ks, &name->h);
        if (!ok) return false;
    }
    return true;
}

KuValue ku_type(KuState *ku, const KuTypeDef *def) {
    static const KiSlots slots = {
        .new_ = object_new, .init = object_init, .dealloc = object_dealloc};
    KiState *ks = ku->ks;
    KiHostType *t = kb_calloc(&ks->alloc, sizeof *t);
    if (!t) {
        ki_raise_nomem(ks);
        return ku_null();
    }
    t->def = *def;
    t->construct = KI_ABSENT;
    t->type_def = (KiTypeDef){def->name,
                              def->module ? def->module : "builtins",
                              def->doc,
                              (uint32_t)(sizeof(HostObject) + def->data_size),
                              KI_TF_BASETYPE | KI_TF_HAS_WEAKREF,
                              KI_K_OPAQUE,
                              &slots,
                              NULL,
                              NULL};
    t->next = ku->types;
    ku->types = t;
    t->type = ki_native_type(ks, &t->type_def, ks->types[KI_K_OBJECT]);
    if (!t->type) return ku_null();
    if (def->construct) {
        KuFunctionDef init = {"__init__", def->signature, def->construct, NULL, def->userdata};
        if ((t->construct = function_new(ku, &init)) == KI_ERR) {
            t->construct = KI_ABSENT;
            return ku_null();
        }
    }
    if (!add_members(ku, t->type, def->methods, false) ||
        !add_members(ku, t->type, def->properties, true))
        return ku_null();
    return ki_to_handle(ki_new_ref(ki_from_obj(t->type)));
}

void *ku_instance_data(KuState *ku, KuValue v, KuValue type) {
    KiValue o = ki_from_handle(v), t = ki_from_handle(type);
    if (ki_is_type(t) && ki_is_ptr(o) &&
        ki_is_subtype(ki_type_of(ku->ks, o), (KiType *)ki_obj(t)) &&
        host_type_of(ku->ks, (KiType *)ki_obj(t)))
        return ((HostObject *)ki_obj(o))->data;
    ki_raise(ku->ks, KI_EXC_TypeError, "expected an instance of %s, got %s",
             ki_is_type(t) ? ki_str_utf8(ku->ks, ((KiType *)ki_obj(t))->name, NULL) : "a host type",
             ki_type_name(ku->ks, o));
    return NULL;
}

/* While the state still works: the types themselves. */
void ki_api_release_types(KuState *ku) {
    KiState *ks = ku->ks;
    for (KiHostType *t = ku->types; t; t = t->next) {
        ki_assign(ks, &t->construct, KI_ABSENT);
        if (t->type) ki_decref_obj(ks, &t->type->h);
    }
    if (ku->function_type) ki_decref_obj(ks, &ku->function_type->h);
    ku->function_type = NULL;
}
