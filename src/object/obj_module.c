/* Module objects. */
#include "containers.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

static KiModule *module_of(KiValue v) {
    return (KiModule *)ki_obj(v);
}

/* The standard entries of a module's dict. */
static bool fill_dict(KiState *ks, KiDict *d, KiValue name, KiValue doc) {
    KiNames *n = &ks->names;
    return ki_dict_set_str(ks, d, n->d_name, name) && ki_dict_set_str(ks, d, n->d_doc, doc) &&
           ki_dict_set_str(ks, d, n->d_package, KI_NONE) &&
           ki_dict_set_str(ks, d, n->d_loader, KI_NONE) &&
           ki_dict_set_str(ks, d, n->d_spec, KI_NONE);
}

KiModule *ki_module_new(KiState *ks, const char *name) {
    KiModule *m = (KiModule *)ki_instance_alloc(ks, ks->types[KI_K_MODULE]);
    if (!m) return NULL;
    m->dict = ki_dict_new(ks);
    KiValue s = m->dict ? ki_text(ks, name) : KI_ERR;
    bool ok = s != KI_ERR && fill_dict(ks, m->dict, s, KI_NONE);
    if (s != KI_ERR) ki_decref(ks, s);
    if (ok) return m;
    ki_decref_obj(ks, &m->h);
    return NULL;
}

static KiValue module_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiModule *m = (KiModule *)ki_instance_alloc(ks, cls);
    if (!m) return KI_ERR;
    if ((m->dict = ki_dict_new(ks))) return ki_from_obj(m);
    ki_decref_obj(ks, &m->h);
    return KI_ERR;
}

static bool module_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"name", "doc"};
    KiValue a[2];
    if (!ki_parse_args(ks, "module", names, 0, 1, 2, args, nargs, kwnames, a)) return false;
    if (!ki_is_str(a[0])) {
        ki_raise(ks, KI_EXC_TypeError, "module() argument 'name' must be str, not %s",
                 ki_arg_type_name(ks, a[0]));
        return false;
    }
    return fill_dict(ks, module_of(self)->dict, a[0], a[1] == KI_ABSENT ? KI_NONE : a[1]);
}

static void module_dealloc(KiState *ks, KiObj *o) {
    KiModule *m = (KiModule *)o;
    if (m->dict) ki_decref_obj(ks, (KiObj *)m->dict);
}
static void module_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    if (((KiModule *)o)->dict) visit(ki_from_obj(((KiModule *)o)->dict), arg);
}

static KiValue module_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiValue v = ki_module_getattr_opt(ks, self, name);
    if (v != KI_ABSENT) return v;
    KiValue spec = module_of(self)->dict
                       ? ki_dict_get_str(ks, module_of(self)->dict, ks->names.d_spec)
                       : KI_ABSENT;
    KiValue mod = spec == KI_ABSENT || spec == KI_NONE || spec == KI_ERR
                      ? KI_ABSENT
                      : ki_getattr_cstr(ks, spec, "_initializing");
    if (mod == KI_ERR) ki_clear_exc(ks);
    KiValue n = ki_dict_get_str(ks, module_of(self)->dict, ks->names.d_name);
    if (mod == KI_TRUE && n != KI_ABSENT && n != KI_ERR && ki_is_str(n))
        return ki_raise(ks, KI_EXC_AttributeError,
                        "partially initialized module '%s' has no attribute '%s' (most likely due "
                        "to a circular import)",
                        ki_cstr(ks, ki_str_of(n)), ki_cstr(ks, name));
    if (mod != KI_ERR) ki_decref(ks, mod);
    return ki_raise_attr(ks, self, name);
}

static KiValue text_attr(KiState *ks, KiValue self, KiStr *name) {
    KiDict *d = module_of(self)->dict;
    KiValue v = d ? ki_dict_get_str(ks, d, name) : KI_ABSENT;
    return v != KI_ABSENT && v != KI_ERR && ki_is_str(v) ? v : KI_ABSENT;
}

/* The text of a module by its name and the repr of where it is from. */
static KiValue repr_with(KiState *ks, const char *name, KiValue where, const char *format) {
    KiValue r = ki_repr(ks, where);
    if (r == KI_ERR) return KI_ERR;
    KiValue text = ki_str_format(ks, format, name, ki_cstr(ks, ki_str_of(r)));
    ki_decref(ks, r);
    return text;
}

/* What a loader's module_repr() says; KI_ABSENT if it has none or fails. */
static KiValue by_loader(KiState *ks, KiValue loader, KiValue self) {
    KiValue method = ki_getattr_cstr(ks, loader, "module_repr");
    KiValue r = method == KI_ERR ? KI_ERR : ki_call1(ks, method, self);
    if (method != KI_ERR) ki_decref(ks, method);
    if (r != KI_ERR) return r;
    ki_clear_exc(ks);
    return KI_ABSENT;
}

/* The text of where a spec with an origin places its module, which is owned; None: nowhere. */
static KiValue place_of(KiState *ks, KiValue spec, KiValue origin) {
    KiValue located = ki_getattr_cstr(ks, spec, "has_location");
    int r = located == KI_ERR ? -1 : ki_truth(ks, located);
    if (located != KI_ERR) ki_decref(ks, located);
    KiValue text = r < 0 ? KI_ERR : r ? ki_repr(ks, origin) : ki_str(ks, origin);
    if (text == KI_ERR) return KI_ERR;
    KiValue place = ki_str_format(ks, r ? " from %s" : " (%s)", ki_cstr(ks, ki_str_of(text)));
    ki_decref(ks, text);
    return place;
}

/* As the spec describes a module: by its origin, else by its loader. */
static KiValue by_spec(KiState *ks, KiValue spec) {
    KiValue name = ki_getattr_cstr(ks, spec, "name");
    KiValue origin = name == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, spec, "origin");
    KiValue loader = KI_NONE, place = KI_ERR, shown = KI_ERR, r = KI_ERR;
    if (origin == KI_NONE) loader = ki_getattr_cstr(ks, spec, "loader");
    if (origin == KI_ERR || loader == KI_ERR) goto done;
    if (origin != KI_NONE)
        place = place_of(ks, spec, origin);
    else
        place = loader == KI_NONE ? ki_str_from_cstr(ks, "") : repr_with(ks, "", loader, "%s (%s)");
    if (place != KI_ERR) shown = name == KI_NONE ? ki_str_from_cstr(ks, "'?'") : ki_repr(ks, name);
    if (shown != KI_ERR)
        r = ki_str_format(ks, "<module %s%s>", ki_cstr(ks, ki_str_of(shown)),
                          ki_cstr(ks, ki_str_of(place)));
done:;
    KiValue all[] = {name, origin, loader, place, shown};
    for (int i = 0; i < 5; i++)
        if (all[i] != KI_ERR) ki_decref(ks, all[i]);
    return r;
}

static KiValue described(KiState *ks, KiValue self, const char *name) {
    KiDict *d = module_of(self)->dict;
    KiValue file = ki_dict_get_str(ks, d, ks->names.d_file);
    KiValue spec = ki_dict_get_str(ks, d, ks->names.d_spec);
    KiValue loader = ki_dict_get_str(ks, d, ks->names.d_loader);
    int has_spec = spec == KI_ABSENT ? 0 : ki_truth(ks, spec);
    if (has_spec) return has_spec < 0 ? KI_ERR : by_spec(ks, spec);
    bool has_loader = loader != KI_ABSENT && loader != KI_NONE;
    if (has_loader) {
        KiValue r = by_loader(ks, loader, self);
        if (r != KI_ABSENT) return r;
    }
    if (file != KI_ABSENT) return repr_with(ks, name, file, "<module %s from %s>");
    if (has_loader) return repr_with(ks, name, loader, "<module %s (%s)>");
    return ki_str_format(ks, "<module %s>", name);
}

static KiValue module_repr(KiState *ks, KiValue self) {
    KiValue name = text_attr(ks, self, ks->names.d_name);
    if (name == KI_ABSENT) return described(ks, self, "'?'");
    KiValue n = ki_repr(ks, name);
    if (n == KI_ERR) return KI_ERR;
    KiValue r = described(ks, self, ki_cstr(ks, ki_str_of(n)));
    ki_decref(ks, n);
    return r;
}

const KiSlots ki_module_slots = {.setattr = ki_generic_setattr,
                                 .dealloc = module_dealloc,
                                 .traverse = module_traverse,
                                 .repr = module_repr,
                                 .getattr = module_getattr,
                                 .new_ = module_new,
                                 .init = module_init};

static KiValue module_dict(KiState *ks, KiValue self, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    return d ? ki_new_ref(ki_from_obj(d)) : KI_ERR;
}
static KiValue module_annotations(KiState *ks, KiValue self, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    KiValue v = d ? ki_dict_get_str(ks, d, ks->names.d_annotations) : KI_ERR;
    if (v != KI_ABSENT) return v == KI_ERR ? KI_ERR : ki_new_ref(v);
    KiDict *a = ki_dict_new(ks);
    if (!a) return KI_ERR;
    if (ki_dict_set_str(ks, d, ks->names.d_annotations, ki_from_obj(a))) return ki_from_obj(a);
    ki_decref_obj(ks, (KiObj *)a);
    return KI_ERR;
}
static bool module_set_annotations(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    if (!d) return false;
    if (v != KI_ABSENT) return ki_dict_set_str(ks, d, ks->names.d_annotations, v);
    KiValue old = ki_dict_pop(ks, d, ki_from_obj(ks->names.d_annotations));
    if (old == KI_ABSENT) ki_raise_attr(ks, self, ks->names.d_annotations);
    if (old == KI_ABSENT || old == KI_ERR) return false;
    ki_decref(ks, old);
    return true;
}

/* dir(module): __dir__() of the module if it defines one. */
static KiValue module_dir(KiState *ks, KiValue *args, int nargs) {
    KiValue dict = ki_getattr(ks, args[0], ks->names.d_dict), r = KI_ERR;
    if (dict == KI_ERR) return KI_ERR;
    KiValue hook = ki_is_dict(dict)
                       ? ki_dict_get_str(ks, ki_dict_of(dict), ks->names.d_dir)
                       : ki_raise(ks, KI_EXC_TypeError, "<module>.__dict__ is not a dictionary");
    if (hook == KI_ABSENT) {
        KiList *l = ki_to_list(ks, dict);
        r = l ? ki_from_obj(l) : KI_ERR;
    } else if (hook != KI_ERR) {
        r = ki_call0(ks, hook);
    }
    ki_decref(ks, dict);
    return r;
}

static const KiGetsetDef module_getsets[] = {
    {"__dict__", module_dict, NULL, NULL, NULL},
    {"__annotations__", module_annotations, module_set_annotations, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};
static const KiDef module_methods[] = {{"__dir__", "(self, /)", module_dir, NULL, KI_DEF_UNSIGNED},
                                       KI_DEF_END};

bool ki_module_methods_init(KiState *ks) {
    return ki_type_add_getsets(ks, ks->types[KI_K_MODULE], module_getsets) &&
           ki_type_add_methods(ks, ks->types[KI_K_MODULE], module_methods);
}
