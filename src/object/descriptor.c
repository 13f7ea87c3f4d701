/* Descriptors: property, staticmethod, classmethod, the members that __slots__ makes, and the
 * computed attributes (getset) of built-in types. */
#include <stdio.h>

#include "containers.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

/* --- property --- */

static KiValue property_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiProperty *p = (KiProperty *)ki_instance_alloc(ks, cls);
    if (!p) return KI_ERR;
    p->get = p->set = p->del = p->doc = KI_NONE;
    p->name = KI_ABSENT;
    return ki_from_obj(p);
}

static bool property_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiProperty *p = (KiProperty *)ki_obj(self);
    static const char *const names[] = {"fget", "fset", "fdel", "doc"};
    KiValue a[4];
    if (!ki_parse_args(ks, "property", names, 0, 0, 4, args, nargs, kwnames, a)) return false;
    for (int i = 0; i < 4; i++)
        if (a[i] == KI_ABSENT) a[i] = KI_NONE;
    ki_assign(ks, &p->get, ki_new_ref(a[0]));
    ki_assign(ks, &p->set, ki_new_ref(a[1]));
    ki_assign(ks, &p->del, ki_new_ref(a[2]));
    KiValue doc = ki_new_ref(a[3]);
    p->h.flags &= (uint8_t)~KI_OF_A; /* A: the doc is the getter's */
    if (doc == KI_NONE && p->get != KI_NONE) {
        doc = ki_getattr_opt(ks, p->get, ks->names.d_doc);
        if (doc == KI_ERR) return false;
        if (doc == KI_ABSENT) doc = KI_NONE;
        p->h.flags |= KI_OF_A;
    }
    if (p->h.kind == KI_K_PROPERTY) {
        ki_assign(ks, &p->doc, doc);
        return true;
    }
    /* in a subclass __doc__ is an ordinary instance attribute, hiding the class's */
    bool ok = doc == KI_NONE || ki_instance_set_attr(ks, &p->h, ks->names.d_doc, doc);
    ki_decref(ks, doc);
    return ok;
}

static KiValue property_missing(KiState *ks, KiProperty *p, KiValue obj, const char *what) {
    KiType *t = ki_type_of(ks, obj);
    if (p->name == KI_ABSENT)
        return ki_raise(ks, KI_EXC_AttributeError, "property of '%s' object has no %s",
                        ki_cstr(ks, t->qualname), what);
    KiValue r = ki_repr(ks, p->name);
    if (r == KI_ERR) return KI_ERR;
    ki_raise(ks, KI_EXC_AttributeError, "property %s of '%s' object has no %s",
             ki_cstr(ks, ki_str_of(r)), ki_cstr(ks, t->qualname), what);
    ki_decref(ks, r);
    return KI_ERR;
}

static KiValue property_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiProperty *p = (KiProperty *)ki_obj(descr);
    if (obj == KI_ABSENT || obj == KI_NONE) return ki_new_ref(descr);
    if (p->get == KI_NONE) return property_missing(ks, p, obj, "getter");
    return ki_call1(ks, p->get, obj);
}

static bool property_set(KiState *ks, KiValue descr, KiValue obj, KiValue v) {
    KiProperty *p = (KiProperty *)ki_obj(descr);
    KiValue f = v == KI_ABSENT ? p->del : p->set;
    if (f == KI_NONE) {
        property_missing(ks, p, obj, v == KI_ABSENT ? "deleter" : "setter");
        return false;
    }
    KiValue r = v == KI_ABSENT ? ki_call1(ks, f, obj) : ki_call2(ks, f, obj, v);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

/* A copy of property self with one function replaced. */
static KiValue property_copy(KiState *ks, KiValue self, int which, KiValue f) {
    KiProperty *p = (KiProperty *)ki_obj(self);
    KiValue args[4] = {p->get, p->set, p->del, p->doc};
    if (f != KI_NONE) args[which] = f;
    if ((p->h.flags & KI_OF_A) && args[0] != KI_NONE)
        args[3] = KI_NONE; /* taken from the getter again */
    KiValue r = ki_call(ks, ki_from_obj(ki_obj_type(&p->h)), args, 4, KI_ABSENT);
    if (r != KI_ERR && ki_has_layout(r, KI_K_PROPERTY))
        ki_assign(ks, &((KiProperty *)ki_obj(r))->name, ki_new_ref(p->name));
    return r;
}
static KiValue property_getter(KiState *ks, KiValue *args, int nargs) {
    return property_copy(ks, args[0], 0, args[1]);
}
static KiValue property_setter(KiState *ks, KiValue *args, int nargs) {
    return property_copy(ks, args[0], 1, args[1]);
}
static KiValue property_deleter(KiState *ks, KiValue *args, int nargs) {
    return property_copy(ks, args[0], 2, args[1]);
}

static KiValue property_set_name(KiState *ks, KiValue *args, int nargs) {
    KiTuple *given = ki_tuple_of(args[1]);
    if (given->len != 2)
        return ki_raise(ks, KI_EXC_TypeError,
                        "__set_name__() takes 2 positional arguments but %d were given",
                        (int)given->len);
    ki_assign(ks, &((KiProperty *)ki_obj(args[0]))->name, ki_new_ref(given->items[1]));
    return KI_NONE;
}

static const KiDef property_methods[] = {
    {"getter", "(self, fget, /)", property_getter, "A copy of the property with another getter.",
     KI_DEF_UNSIGNED},
    {"setter", "(self, fset, /)", property_setter, "A copy of the property with another setter.",
     KI_DEF_UNSIGNED},
    {"deleter", "(self, fdel, /)", property_deleter, "A copy of the property with another deleter.",
     KI_DEF_UNSIGNED},
    {"__set_name__", "(self, *args)", property_set_name,
     "__set_name__(owner, name)\n\nRemembers the attribute's name.",
     KI_DEF_UNSIGNED | KI_DEF_SHORT_NAME},
    KI_DEF_END};

static KiValue property_part(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(*(KiValue *)((char *)ki_obj(self) + (size_t)closure));
}
static bool property_set_doc(KiState *ks, KiValue self, KiValue v, void *closure) {
    ki_assign(ks, &((KiProperty *)ki_obj(self))->doc, ki_new_ref(v == KI_ABSENT ? KI_NONE : v));
    return true;
}

/* Whether any of the functions is abstract (abc). */
static int is_abstract(KiState *ks, KiValue f) {
    KiValue v = f == KI_NONE ? KI_ABSENT : ki_getattr_opt(ks, f, ks->names.d_isabstractmethod);
    if (v == KI_ABSENT) return 0;
    if (v == KI_ERR) return -1;
    int t = ki_truth(ks, v);
    ki_decref(ks, v);
    return t;
}
static KiValue property_abstract(KiState *ks, KiValue self, void *closure) {
    KiProperty *p = (KiProperty *)ki_obj(self);
    KiValue fns[] = {p->get, p->set, p->del};
    for (int i = 0; i < 3; i++) {
        int a = is_abstract(ks, fns[i]);
        if (a) return a < 0 ? KI_ERR : KI_TRUE;
    }
    return KI_FALSE;
}

static const KiGetsetDef property_getsets[] = {
    {"fget", property_part, NULL, NULL, (void *)offsetof(KiProperty, get)},
    {"fset", property_part, NULL, NULL, (void *)offsetof(KiProperty, set)},
    {"fdel", property_part, NULL, NULL, (void *)offsetof(KiProperty, del)},
    {"__doc__", property_part, property_set_doc, NULL, (void *)offsetof(KiProperty, doc)},
    {"__isabstractmethod__", property_abstract, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static void property_dealloc(KiState *ks, KiObj *o) {
    KiProperty *p = (KiProperty *)o;
    ki_decref(ks, p->get);
    ki_decref(ks, p->set);
    ki_decref(ks, p->del);
    ki_decref(ks, p->doc);
    ki_decref(ks, p->name);
}
static void property_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiProperty *p = (KiProperty *)o;
    visit(p->get, arg);
    visit(p->set, arg);
    visit(p->del, arg);
    visit(p->doc, arg);
}
static void property_clear(KiState *ks, KiObj *o) {
    KiProperty *p = (KiProperty *)o;
    ki_assign(ks, &p->get, KI_NONE);
    ki_assign(ks, &p->set, KI_NONE);
    ki_assign(ks, &p->del, KI_NONE);
}

const KiSlots ki_property_slots = {.dealloc = property_dealloc,
                                   .traverse = property_traverse,
                                   .clear = property_clear,
                                   .getattr = ki_generic_getattr,
                                   .descr_get = property_get,
                                   .descr_set = property_set,
                                   .new_ = property_new,
                                   .init = property_init};

/* --- staticmethod and classmethod --- */

static KiValue static_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiStaticMethod *s = (KiStaticMethod *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->func = s->dict = KI_ABSENT; /* until __init__() */
    return ki_from_obj(s);
}

/* The function of a staticmethod or classmethod, borrowed. */
static KiValue wrapped(KiState *ks, KiValue self, const char *name) {
    KiValue f = ((KiStaticMethod *)ki_obj(self))->func;
    return f != KI_ABSENT ? f : ki_raise(ks, KI_EXC_RuntimeError, "uninitialized %s object", name);
}

/* Copies what makes the wrapper look like the function. */
static bool copy_identity(KiState *ks, KiObj *self, KiValue f) {
    KiNames *n = &ks->names;
    KiStr *names[] = {n->d_module, n->d_name, n->d_qualname, n->d_doc, n->d_annotations};
    for (int i = 0; i < 5; i++) {
        KiValue v = ki_getattr_opt(ks, f, names[i]);
        if (v == KI_ABSENT) continue;
        bool ok = v != KI_ERR && ki_instance_set_attr(ks, self, names[i], v);
        if (v != KI_ERR) ki_decref(ks, v);
        if (!ok) return false;
    }
    return true;
}

static bool static_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiStaticMethod *s = (KiStaticMethod *)ki_obj(self);
    const char *name = ki_obj_type(&s->h)->layout == KI_K_STATICMETHOD &&
                               ki_is_subtype(ki_obj_type(&s->h), ks->types[KI_K_CLASSMETHOD])
                           ? "classmethod"
                           : "staticmethod";
    if (ki_n_kw(kwnames)) {
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", name);
        return false;
    }
    if (nargs != 1) {
        ki_raise(ks, KI_EXC_TypeError, "%s expected 1 argument, got %d", name, nargs);
        return false;
    }
    ki_assign(ks, &s->func, ki_new_ref(args[0]));
    return copy_identity(ks, &s->h, args[0]);
}

static KiValue static_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    return ki_new_ref(wrapped(ks, descr, "staticmethod"));
}
static KiValue static_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    KiValue f = wrapped(ks, callee, "staticmethod");
    return f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, kwnames);
}

static KiValue class_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiValue f = wrapped(ks, descr, "classmethod");
    if (f == KI_ERR) return KI_ERR;
    KiValue cls = owner ? ki_from_obj(owner) : ki_from_obj(ki_type_of(ks, obj));
    KiType *ft = ki_type_of(ks, f);
    if (ft->slots->descr_get) /* 3.11 chains: a classmethod around a property */
        return ft->slots->descr_get(ks, f, cls, (KiType *)ki_obj(cls));
    return ki_method_new(ks, f, cls);
}

static KiValue wrapped_repr(KiState *ks, KiValue self, const char *name) {
    KiValue f = ((KiStaticMethod *)ki_obj(self))->func;
    KiValue r = f == KI_ABSENT ? ki_str_from_cstr(ks, "<NULL>") : ki_repr(ks, f);
    if (r == KI_ERR) return KI_ERR;
    KiValue s = ki_str_format(ks, "<%s(%s)>", name, ki_cstr(ks, ki_str_of(r)));
    ki_decref(ks, r);
    return s;
}
static KiValue static_repr(KiState *ks, KiValue self) {
    return wrapped_repr(ks, self, "staticmethod");
}
static KiValue class_repr(KiState *ks, KiValue self) {
    return wrapped_repr(ks, self, "classmethod");
}

static void static_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiStaticMethod *)o)->func);
    ki_decref(ks, ((KiStaticMethod *)o)->dict);
}
static void static_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiStaticMethod *)o)->func, arg);
    visit(((KiStaticMethod *)o)->dict, arg);
}
static void static_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiStaticMethod *)o)->func, KI_NONE);
    ki_assign(ks, &((KiStaticMethod *)o)->dict, KI_ABSENT);
}

const KiSlots ki_staticmethod_slots = {.dealloc = static_dealloc,
                                       .traverse = static_traverse,
                                       .clear = static_clear,
                                       .repr = static_repr,
                                       .call = static_call,
                                       .descr_get = static_get,
                                       .new_ = static_new,
                                       .init = static_init};
const KiSlots ki_classmethod_slots = {.dealloc = static_dealloc,
                                      .traverse = static_traverse,
                                      .clear = static_clear,
                                      .repr = class_repr,
                                      .descr_get = class_get,
                                      .new_ = static_new,
                                      .init = static_init};

static KiValue static_func(KiState *ks, KiValue self, void *closure) {
    KiValue f = ((KiStaticMethod *)ki_obj(self))->func;
    return f == KI_ABSENT ? KI_NONE : ki_new_ref(f);
}
static KiValue static_abstract(KiState *ks, KiValue self, void *closure) {
    KiValue f = ((KiStaticMethod *)ki_obj(self))->func;
    int a = f == KI_ABSENT ? 0 : is_abstract(ks, f);
    return a < 0 ? KI_ERR : ki_bool(a);
}
static KiValue own_dict(KiState *ks, KiValue self, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    return d ? ki_new_ref(ki_from_obj(d)) : KI_ERR;
}
static const KiGetsetDef static_getsets[] = {
    {"__func__", static_func, NULL, NULL, NULL},
    {"__wrapped__", static_func, NULL, NULL, NULL},
    {"__isabstractmethod__", static_abstract, NULL, NULL, NULL},
    {"__dict__", own_dict, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

/* --- members: __slots__ and the fields of exceptions --- */

static bool member_fits(KiState *ks, KiMember *m, KiValue obj) {
    if (ki_is_ptr(obj) && ki_is_subtype(ki_type_of(ks, obj), m->owner)) return true;
    ki_raise(ks, KI_EXC_TypeError,
             "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
             ki_cstr(ks, m->name), ki_type_cname(ks, m->owner), ki_type_name(ks, obj));
    return false;
}

static KiValue member_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiMember *m = (KiMember *)ki_obj(descr);
    if (obj == KI_ABSENT) return ki_new_ref(descr);
    if (!member_fits(ks, m, obj)) return KI_ERR;
    KiValue v = *ki_attr_slot(ki_obj(obj), m->slot);
    if (v != KI_UNBOUND) return ki_new_ref(v);
    if (m->h.flags & KI_MEMBER_NONE) return KI_NONE;
    if (m->owner->layout == KI_K_EXCEPTION && !(m->owner->flags & KI_TF_HEAP))
        return ki_raise_value(ks, KI_EXC_AttributeError, ki_from_obj(m->name));
    return ki_raise_attr(ks, obj, m->name);
}

static bool member_set(KiState *ks, KiValue descr, KiValue obj, KiValue v) {
    KiMember *m = (KiMember *)ki_obj(descr);
    if (!member_fits(ks, m, obj)) return false;
    if (m->h.flags & KI_MEMBER_READONLY) {
        ki_raise(ks, KI_EXC_AttributeError, "readonly attribute");
        return false;
    }
    KiValue *slot = ki_attr_slot(ki_obj(obj), m->slot);
    if (v == KI_ABSENT) {
        if (*slot == KI_UNBOUND && !(m->h.flags & KI_MEMBER_NONE)) {
            ki_raise_value(ks, KI_EXC_AttributeError, ki_from_obj(m->name));
            return false;
        }
        ki_assign(ks, slot, KI_UNBOUND);
        return true;
    }
    ki_assign(ks, slot, ki_new_ref(v));
    return true;
}

static KiValue member_repr(KiState *ks, KiValue self) {
    KiMember *m = (KiMember *)ki_obj(self);
    return ki_str_format(ks, "<member '%s' of '%s' objects>", ki_cstr(ks, m->name),
                         ki_type_cname(ks, m->owner));
}
static void member_dealloc(KiState *ks, KiObj *o) {
    ki_decref_obj(ks, &((KiMember *)o)->name->h);
    ki_decref_obj(ks, &((KiMember *)o)->owner->h);
}
static void member_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(ki_from_obj(((KiMember *)o)->owner), arg);
}

KiValue ki_member_new(KiState *ks, KiType *owner, KiStr *name, uint32_t slot, bool none_if_unset) {
    KiMember *m = (KiMember *)ki_object_alloc(ks, ks->types[KI_K_MEMBER], sizeof *m);
    if (!m) return KI_ERR;
    ki_incref_obj(&name->h);
    m->name = name;
    ki_incref_obj(&owner->h);
    m->owner = owner;
    m->slot = slot;
    m->h.flags |= none_if_unset ? KI_MEMBER_NONE : 0;
    return ki_from_obj(m);
}

/* --- getset --- */

/* The attributes of built-in types that CPython has as members, plain fields of the C structure:
 * they are of type member_descriptor and, when read-only, say so in their own words. Here they are
 * getsets that carry the type of members. */
static const struct MemberNames {
    const char *type, *names;
} member_names[] = {
    {"BaseException", "__suppress_context__"},
    {"BufferedRandom", "raw"},
    {"BufferedReader", "raw"},
    {"BufferedWriter", "raw"},
    {"ContextVar", "name"},
    {"DirEntry", "name path"},
    {"GenericAlias", "__args__ __origin__ __unpacked__"},
    {"Match", "endpos pos re string"},
    {"Pattern", "flags groups pattern"},
    {"Pickler", "bin dispatch_table fast"},
    {"FileIO", "_blksize"},
    {"ReferenceType", "__callback__"},
    {"SemLock", "handle kind maxvalue name"},
    {"SimpleNamespace", "__dict__"},
    {"TextIOWrapper", "buffer encoding line_buffering write_through"},
    {"async_generator", "ag_code ag_running"},
    {"builtin_function_or_method", "__module__"},
    {"classmethod", "__func__ __wrapped__"},
    {"classmethod_descriptor", "__name__ __objclass__"},
    {"code", "co_argcount co_consts co_exceptiontable co_filename co_firstlineno co_flags "
             "co_kwonlyargcount co_linetable co_name co_names co_nlocals co_posonlyargcount "
             "co_qualname co_stacksize"},
    {"complex", "imag real"},
    {"coroutine", "cr_code cr_origin"},
    {"defaultdict", "default_factory"},
    {"frame", "f_trace_lines f_trace_opcodes"},
    {"function", "__builtins__ __closure__ __doc__ __globals__ __module__"},
    {"generator", "gi_code"},
    {"getset_descriptor", "__name__ __objclass__"},
    {"member_descriptor", "__name__ __objclass__"},
    {"method", "__func__ __self__"},
    {"method-wrapper", "__self__"},
    {"method_descriptor", "__name__ __objclass__"},
    {"module", "__dict__"},
    {"partial", "args func keywords"},
    {"reader", "dialect line_num"},
    {"property", "__doc__ fdel fget fset"},
    {"range", "start step stop"},
    {"socket", "family proto type"},
    {"slice", "start step stop"},
    {"staticmethod", "__func__ __wrapped__"},
    {"super", "__self__ __self_class__ __thisclass__"},
    {"traceback", "tb_frame tb_lasti tb_lineno"},
    {"timedelta", "days microseconds seconds"},
    {"UnionType", "__args__"},
    {"type", "__base__ __basicsize__ __dictoffset__ __flags__ __itemsize__ __mro__ "
             "__weakrefoffset__"},
    {"writer", "dialect"},
    {"wrapper_descriptor", "__name__ __objclass__"},
};

static const char *members_of(KiState *ks, KiType *t) {
    const char *name = ki_cstr(ks, t->name);
    for (size_t i = 0; i < sizeof member_names / sizeof *member_names; i++)
        if (!strcmp(member_names[i].type, name)) return member_names[i].names;
    return "";
}

static bool has_word(const char *words, const char *w) {
    size_t n = strlen(w);
    for (const char *p = words; (p = strstr(p, w)); p += n)
        if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n])) return true;
    return false;
}

static bool getset_fits(KiState *ks, KiGetset *g, KiValue obj) {
    KiType *t = ki_type_of(ks, obj);
    if (t == g->owner || t->base == g->owner || ki_is_subtype(t, g->owner)) return true;
    ki_raise(ks, KI_EXC_TypeError,
             "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", g->name,
             ki_type_cname(ks, g->owner), ki_type_name(ks, obj));
    return false;
}

static KiValue getset_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiGetset *g = (KiGetset *)ki_obj(descr);
    if (obj == KI_ABSENT) return ki_new_ref(descr);
    return getset_fits(ks, g, obj) ? g->get(ks, obj, g->closure) : KI_ERR;
}

static bool getset_set(KiState *ks, KiValue descr, KiValue obj, KiValue v) {
    KiGetset *g = (KiGetset *)ki_obj(descr);
    if (!getset_fits(ks, g, obj)) return false;
    if (g->set) return g->set(ks, obj, v, g->closure);
    if (ki_obj_type(&g->h) == ks->types[KI_K_MEMBER]) {
        ki_raise(ks, KI_EXC_AttributeError, "readonly attribute");
        return false;
    }
    ki_raise(ks, KI_EXC_AttributeError, "attribute '%s' of '%s' objects is not writable", g->name,
             ki_type_cname(ks, g->owner));
    return false;
}

static KiValue getset_repr(KiState *ks, KiValue self) {
    KiGetset *g = (KiGetset *)ki_obj(self);
    return ki_str_format(ks, "<%s '%s' of '%s' objects>",
                         ki_obj_type(&g->h) == ks->types[KI_K_MEMBER] ? "member" : "attribute",
                         g->name, ki_type_cname(ks, g->owner));
}

static void getset_dealloc(KiState *ks, KiObj *o) {
    ki_decref_obj(ks, &((KiGetset *)o)->owner->h);
}
static void getset_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(ki_from_obj(((KiGetset *)o)->owner), arg);
}

/* Objects of type member_descriptor: entries of __slots__ and the getsets of member_names. */
static bool is_getset(KiValue v) {
    return ki_obj(v)->kind == KI_K_GETSET;
}
static KiValue any_member_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    return (is_getset(descr) ? getset_get : member_get)(ks, descr, obj, owner);
}
static bool any_member_set(KiState *ks, KiValue descr, KiValue obj, KiValue v) {
    return (is_getset(descr) ? getset_set : member_set)(ks, descr, obj, v);
}
static KiValue any_member_repr(KiState *ks, KiValue self) {
    return (is_getset(self) ? getset_repr : member_repr)(ks, self);
}
static void any_member_dealloc(KiState *ks, KiObj *o) {
    (o->kind == KI_K_GETSET ? getset_dealloc : member_dealloc)(ks, o);
}
static void any_member_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    (o->kind == KI_K_GETSET ? getset_traverse : member_traverse)(o, visit, arg);
}

const KiSlots ki_member_slots = {.dealloc = any_member_dealloc,
                                 .traverse = any_member_traverse,
                                 .getattr = ki_generic_getattr,
                                 .repr = any_member_repr,
                                 .descr_get = any_member_get,
                                 .descr_set = any_member_set};
const KiSlots ki_getset_slots = {.dealloc = getset_dealloc,
                                 .traverse = getset_traverse,
                                 .getattr = ki_generic_getattr,
                                 .repr = getset_repr,
                                 .descr_get = getset_get,
                                 .descr_set = getset_set};

bool ki_type_add_getsets(KiState *ks, KiType *t, const KiGetsetDef *defs) {
    const char *members = members_of(ks, t);
    for (; defs->name; defs++) {
        KiGetset *g = (KiGetset *)ki_object_alloc(ks, ks->types[KI_K_GETSET], sizeof *g);
        if (!g) return false;
        if (has_word(members, defs->name)) g->h.shape = ks->types[KI_K_MEMBER]->root_shape;
        g->name = defs->name;
        g->doc = defs->doc;
        ki_incref_obj(&t->h);
        g->owner = t;
        g->get = defs->get;
        g->set = defs->set;
        g->closure = defs->closure;
        KiStr *name = ki_intern_cstr(ks, defs->name);
        KiValue old = name == ks->names.d_doc && !(t->flags & KI_TF_HEAP)
                          ? ki_dict_pop(ks, t->dict, ki_from_obj(name))
                          : KI_ABSENT;
        bool ok = name && old != KI_ERR && ki_dict_set_str(ks, t->dict, name, ki_from_obj(g));
        if (old != KI_ERR) ki_decref(ks, old);
        ki_decref_obj(ks, &g->h);
        if (name) ki_decref_obj(ks, &name->h);
        if (!ok) return false;
    }
    t->flags |= KI_TF_UNORDERED;
    return true;
}

/* --- what descriptors tell about themselves --- */

/* Name, owner and doc of any native descriptor. */
static void describe(KiState *ks, KiValue v, const char **name, KiType **owner, const char **doc) {
    switch (ki_obj(v)->kind) {
    case KI_K_GETSET:
        *name = ((KiGetset *)ki_obj(v))->name;
        *owner = ((KiGetset *)ki_obj(v))->owner;
        *doc = ((KiGetset *)ki_obj(v))->doc;
        break;
    case KI_K_MEMBER:
        *name = ki_cstr(ks, ((KiMember *)ki_obj(v))->name);
        *owner = ((KiMember *)ki_obj(v))->owner;
        break;
    case KI_K_METHOD_WRAPPER:
        v = ((KiMethod *)ki_obj(v))->func; /* fall through */
        __attribute__((fallthrough));
    default:
        *name = ((KiSlotWrapper *)ki_obj(v))->called;
        if (!*name) *name = ki_cstr(ks, ki_row_name(ks, ((KiSlotWrapper *)ki_obj(v))->row));
        *owner = ((KiSlotWrapper *)ki_obj(v))->owner;
        *doc = ((KiSlotWrapper *)ki_obj(v))->row->doc;
    }
}

static KiValue descr_name(KiState *ks, KiValue self, void *closure) {
    const char *name, *doc = NULL;
    KiType *owner;
    describe(ks, self, &name, &owner, &doc);
    if (closure) return ki_str_format(ks, "%s.%s", ki_cstr(ks, owner->qualname), name);
    return ki_text(ks, name);
}
static KiValue descr_doc(KiState *ks, KiValue self, void *closure) {
    const char *name, *doc = NULL;
    KiType *owner;
    describe(ks, self, &name, &owner, &doc);
    return doc ? ki_text(ks, doc) : KI_NONE;
}
static KiValue descr_owner(KiState *ks, KiValue self, void *closure) {
    const char *name, *doc;
    KiType *owner;
    describe(ks, self, &name, &owner, &doc);
    return ki_new_ref(ki_from_obj(owner));
}
static KiValue bound_self(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(((KiMethod *)ki_obj(self))->self);
}

static const KiGetsetDef descr_getsets[] = {{"__objclass__", descr_owner, NULL, NULL, NULL},
                                            {"__name__", descr_name, NULL, NULL, NULL},
                                            {"__doc__", descr_doc, NULL, NULL, NULL},
                                            {"__qualname__", descr_name, NULL, NULL, (void *)1},
                                            {NULL, NULL, NULL, NULL, NULL}};
static const KiGetsetDef bound_getsets[] = {{"__self__", bound_self, NULL, NULL, NULL},
                                            {NULL, NULL, NULL, NULL, NULL}};

bool ki_descriptor_methods_init(KiState *ks) {
    KiType **t = ks->types;
    return ki_type_add_methods(ks, t[KI_K_PROPERTY], property_methods) &&
           ki_type_add_getsets(ks, t[KI_K_PROPERTY], property_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_STATICMETHOD], static_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_CLASSMETHOD], static_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_GETSET], descr_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_MEMBER], descr_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_SLOT_WRAPPER], descr_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_METHOD_WRAPPER], descr_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_METHOD_WRAPPER], bound_getsets);
}
