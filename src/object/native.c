/* Native functions as objects: built-in functions and bound built-in methods (KI_K_NATIVE), method
 * and classmethod descriptors, the __new__ of built-in types; adding them to types and modules. */
#include "native.h"

#include <stdio.h>

#include "containers.h"
#include "heap.h"
#include "native_python.h"
#include "obj_func.h"
#include "object_private.h"
#include "signature.h"
#include "slot.h"
#include "str_builder.h"

#define DOC_MARK ")\n--\n\n" /* between the signature and the text in the doc of a raw function */

static KiNative *native_alloc(KiState *ks, KiKind kind, const KiDef *def, KiType *owner) {
    KiNative *f = (KiNative *)ki_object_alloc(ks, ks->types[kind], sizeof *f);
    if (!f) return NULL;
    bool raw = !strcmp(def->signature, "(...)");
    f->fn.raw = (KiRawFn)(uintptr_t)def->fn;
    f->h.flags |= raw ? KI_NATIVE_RAW : 0;
    f->style = (uint16_t)(def->flags & KI_DEF_STYLES);
    f->h.aux = KI_AUX_BIND;
    f->sig = NULL;
    f->instead = NULL;
    f->called = NULL;
    f->signature = def->signature;
    f->name = def->name;
    f->doc = def->doc;
    f->owner = owner;
    if (owner) ki_incref_obj(&owner->h);
    f->self = f->module = KI_ABSENT;
    f->explain = NULL;
    f->body = KI_ABSENT;
    return f;
}

KiValue ki_native_new(KiState *ks, const KiDef *def, KiValue self, KiValue module) {
    KiNative *f = native_alloc(ks, KI_K_NATIVE, def, NULL);
    if (!f) return KI_ERR;
    f->self = ki_new_ref(self);
    f->module = ki_new_ref(module);
    return ki_from_obj(f);
}

/* See KI_AUX_BIND. */
static uint16_t direct_count(const KiNative *f) {
    const KiSignature *s = f->sig;
    if (!s || s->n_pos != s->n_params || (f->h.kind == KI_K_NATIVE && f->self != KI_ABSENT))
        return KI_AUX_BIND;
    return (uint16_t)(s->n_params | (f->instead ? KI_AUX_ASKS : 0));
}

KiSignature *ki_native_signature(KiState *ks, KiNative *f) {
    if (!f->sig && !(f->h.flags & (KI_NATIVE_RAW | KI_NATIVE_NEW))) {
        bool method = f->h.kind != KI_K_NATIVE || f->self != KI_ABSENT;
        f->sig = ki_signature_parse(ks, f->signature, method);
        f->h.aux = direct_count(f);
    }
    return f->sig;
}

/* --- calling --- */

static KiValue call_bound(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiSignature *s = KB_LIKELY(f->sig != NULL) ? f->sig : ki_native_signature(ks, f);
    if (!s) return KI_ERR;
    if (KB_LIKELY(kwnames == KI_ABSENT && ki_signature_fits(s, nargs)))
        return ki_native_call_fitting(ks, f, args, nargs);
    KiValue small[16], *out = small, scratch;
    if (s->n_params > 16 && !(out = ki_mem_alloc(ks, (size_t)s->n_params * sizeof *out)))
        return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_bind_native(ks, f, args, nargs, kwnames, out, &scratch)) {
        r = f->fn.bound(ks, out, nargs);
        ki_decref(ks, scratch);
    }
    if (out != small) ki_mem_free(ks, out, (size_t)s->n_params * sizeof *out);
    return r;
}

/* The nearest base whose construction no __new__ in Python has a part in. */
static KiType *without_python_new(KiState *ks, KiType *cls) {
    while (cls->flags & KI_TF_HEAP) {
        KiValue new_ = ki_type_lookup(ks, cls, ks->names.d_new);
        if (ki_has_layout(new_, KI_K_NATIVE)) break;
        cls = cls->base;
    }
    return cls;
}

/* X.__new__(cls, ...) called by name. */
static KiValue call_new(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiType *owner = f->owner;
    const char *on = ki_type_cname(ks, owner);
    if (nargs < 1) return ki_raise(ks, KI_EXC_TypeError, "%s.__new__(): not enough arguments", on);
    if (!ki_is_type(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "%s.__new__(X): X is not a type object (%s)", on,
                        ki_type_name(ks, args[0]));
    KiType *cls = (KiType *)ki_obj(args[0]);
    const char *cn = ki_type_cname(ks, cls);
    if (!ki_is_subtype(cls, owner))
        return ki_raise(ks, KI_EXC_TypeError, "%s.__new__(%s): %s is not a subtype of %s", on, cn,
                        cn, on);
    KiType *native = cls; /* the built-in type that knows the layout */
    while (native->flags & KI_TF_HEAP)
        native = native->base;
    if (native->slots->new_ != owner->slots->new_ || !cls->slots->new_)
        return ki_raise(ks, KI_EXC_TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", on,
                        cn, ki_type_cname(ks, without_python_new(ks, cls)));
    if (cls->flags & KI_TF_BOXED) return ki_boxed_new(ks, cls, args + 1, nargs - 1, kwnames);
    return owner->slots->new_(ks, cls, args + 1, nargs - 1, kwnames);
}

/* What few functions take as their only argument, a method's self aside. */
static inline bool seldom_alone(KiValue v) {
    return !ki_is_ptr(v) || ki_is_tuple(v) || ki_is_list(v);
}

static inline KiValue call_explained(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                     KiValue kwnames) {
    const KiNativeExplain *e = f->explain;
    if ((nargs > 1 || kwnames != KI_ABSENT || (nargs == 1 && seldom_alone(args[0]))) &&
        !e->accept(ks, f, args, nargs, kwnames))
        return KI_ERR;
    KiValue r = f->fn.raw(ks, args, nargs, kwnames);
    return KB_UNLIKELY(r == KI_ERR) ? e->explain(ks, f, args, nargs, kwnames) : r;
}

KiValue ki_native_call_explained(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                 KiValue kwnames) {
    return call_explained(ks, f, args, nargs, kwnames);
}

static inline KiValue call_itself(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                  KiValue kwnames) {
    if (KB_UNLIKELY(f->h.flags & KI_NATIVE_NEW)) return call_new(ks, f, args, nargs, kwnames);
    if (KB_UNLIKELY(f->body != KI_ABSENT)) return ki_native_call_body(ks, f, args, nargs, kwnames);
    if (f->h.flags & KI_NATIVE_RAW) {
        const KiNativeExplain *e = f->explain;
        if (!e) return f->fn.raw(ks, args, nargs, kwnames);
        if (KB_UNLIKELY(ks->lazy_arguments) && e->around)
            return e->around(ks, f, args, nargs, kwnames);
        return call_explained(ks, f, args, nargs, kwnames);
    }
    return call_bound(ks, f, args, nargs, kwnames);
}

static KB_NOINLINE KiValue call_asking(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                       KiValue kwnames) {
    KiValue v = ki_from_obj(f);
    KiValue r = f->instead->answer(ks, f->instead, v, args, nargs, kwnames);
    return r != KI_ABSENT ? r : call_itself(ks, f, args, nargs, kwnames);
}

KiValue ki_native_call_prepared(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                KiValue kwnames) {
    if (KB_UNLIKELY(f->instead != NULL)) return call_asking(ks, f, args, nargs, kwnames);
    return call_itself(ks, f, args, nargs, kwnames);
}

KiValue ki_native_ask(KiState *ks, KiNative *f, KiValue *args, int nargs) {
    KiValue v = ki_from_obj(f);
    KiValue r = f->instead->answer(ks, f->instead, v, args, nargs, KI_ABSENT);
    if (r != KI_ABSENT) return r;
    if (f->body != KI_ABSENT) return ki_native_call_body(ks, f, args, nargs, KI_ABSENT);
    return f->fn.bound(ks, args, nargs);
}

/* With self put in front of the arguments. */
static KiValue call_with_self(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    int total = nargs + ki_n_kw(kwnames);
    KiValue small[9], *buf = small;
    if (total > 8 && !(buf = ki_mem_alloc(ks, (size_t)(total + 1) * sizeof *buf))) return KI_ERR;
    buf[0] = f->self;
    for (int i = 0; i < total; i++)
        buf[i + 1] = args[i];
    KiValue r = ki_native_call_prepared(ks, f, buf, nargs + 1, kwnames);
    if (buf != small) ki_mem_free(ks, buf, (size_t)(total + 1) * sizeof *buf);
    return r;
}

static bool self_fits(KiState *ks, KiNative *f, KiValue *args, int nargs) {
    if (nargs < 1) {
        ki_raise(ks, KI_EXC_TypeError, "unbound method %s.%s() needs an argument",
                 ki_cstr(ks, f->owner->qualname), f->name);
        return false;
    }
    KiValue self = args[0];
    bool is_class = f->h.kind == KI_K_CLASSMETHOD_DESCR;
    if (!is_class && ki_is_ptr(self)) { /* mostly of the class itself, or right below it */
        const KiType *t = ki_obj(self)->shape->type;
        if (t == f->owner || t->base == f->owner) return true;
    }
    if (is_class ? ki_is_type(self) && ki_is_subtype((KiType *)ki_obj(self), f->owner)
                 : ki_is_subtype(ki_type_of(ks, self), f->owner))
        return true;
    if (is_class && !ki_is_type(self))
        ki_raise(ks, KI_EXC_TypeError,
                 "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", f->name,
                 ki_type_cname(ks, f->owner), ki_type_name(ks, self));
    else
        ki_raise(ks, KI_EXC_TypeError,
                 "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", f->name,
                 ki_type_cname(ks, f->owner), ki_type_name(ks, self));
    return false;
}

KiValue ki_native_call(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    if (f->h.kind == KI_K_NATIVE) {
        if (f->self != KI_ABSENT) return call_with_self(ks, f, args, nargs, kwnames);
    } else if (!self_fits(ks, f, args, nargs)) {
        return KI_ERR;
    }
    return ki_native_call_prepared(ks, f, args, nargs, kwnames);
}

KiValue ki_native_itself(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    return call_itself(ks, f, args, nargs, kwnames);
}

static KiValue native_call_slot(KiState *ks, KiValue callee, KiValue *args, int nargs,
                                KiValue kwnames) {
    if (!ki_c_stack_ok(ks, " while calling a Python object")) return KI_ERR;
    return ki_native_call(ks, (KiNative *)ki_obj(callee), args, nargs, kwnames);
}

KiValue ki_native_asking(KiState *ks, KiNative *f, const KiInstead *instead, KiValue module) {
    KiDef def = {f->name, f->signature, (void *)(uintptr_t)f->fn.raw, f->doc, 0};
    KiValue v = ki_native_new(ks, &def, f->self, module);
    if (v == KI_ERR) return KI_ERR;
    KiNative *copy = (KiNative *)ki_obj(v);
    copy->h.flags |= f->h.flags & KI_NATIVE_LIKE_PYTHON;
    copy->style = f->style;
    copy->explain = f->explain;
    copy->body = ki_new_ref(f->body);
    copy->instead = instead;
    return v;
}

/* --- binding to objects --- */

static KiValue bind_self(KiState *ks, KiNative *d, KiValue self) {
    KiSignature *s = d->h.flags & KI_NATIVE_RAW ? NULL : ki_native_signature(ks, d);
    if (!s && !(d->h.flags & KI_NATIVE_RAW)) return KI_ERR;
    KiNative *f = (KiNative *)ki_object_alloc(ks, ks->types[KI_K_NATIVE], sizeof *f);
    if (!f) return KI_ERR;
    KiObj h = f->h;
    *f = *d;
    h.flags |= d->h.flags & (KI_NATIVE_RAW | KI_NATIVE_SIGNED);
    f->h = h;
    if (d->style & KI_DEF_BY_CLASS) f->h.shape = ks->types[KI_K_CLASS_NATIVE]->root_shape;
    f->h.aux = KI_AUX_BIND;
    if (s) s->refs++;
    if (f->owner) ki_incref_obj(&f->owner->h);
    f->self = ki_new_ref(self);
    f->module = ki_new_ref(d->module);
    f->body = ki_new_ref(d->body);
    return ki_from_obj(f);
}

static KiValue method_descr_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiNative *d = (KiNative *)ki_obj(descr);
    if (obj == KI_ABSENT) return ki_new_ref(descr);
    return self_fits(ks, d, &obj, 1) ? bind_self(ks, d, obj) : KI_ERR;
}

static KiValue class_descr_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiNative *d = (KiNative *)ki_obj(descr);
    KiValue cls = owner ? ki_from_obj(owner) : ki_from_obj(ki_type_of(ks, obj));
    return self_fits(ks, d, &cls, 1) ? bind_self(ks, d, cls) : KI_ERR;
}

/* --- other slots --- */

static void native_dealloc(KiState *ks, KiObj *o) {
    KiNative *f = (KiNative *)o;
    ki_signature_release(ks, f->sig);
    ki_decref(ks, f->self);
    ki_decref(ks, f->module);
    ki_decref(ks, f->body);
    if (f->owner) ki_decref_obj(ks, &f->owner->h);
}
static void native_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiNative *f = (KiNative *)o;
    visit(f->self, arg);
    visit(f->module, arg);
    visit(f->body, arg);
    if (f->owner) visit(ki_from_obj(f->owner), arg);
}

static KiValue native_repr(KiState *ks, KiValue v) {
    KiNative *f = (KiNative *)ki_obj(v);
    if (f->h.flags & KI_NATIVE_NEW)
        return ki_str_format(ks, "<built-in method __new__ of type object at %p>",
                             (void *)f->owner);
    if (f->self == KI_ABSENT && f->owner) /* a static method */
        return ki_str_format(ks, "<built-in method %s of type object at %p>", f->name,
                             (void *)f->owner);
    if (f->self == KI_ABSENT || ki_has_layout(f->self, KI_K_MODULE))
        return ki_str_format(ks, "<built-in function %s>", f->name);
    return ki_str_format(ks, "<built-in method %s of %s object at %p>", f->name,
                         ki_type_name(ks, f->self), (void *)(uintptr_t)f->self);
}
static KiValue method_descr_repr(KiState *ks, KiValue v) {
    KiNative *f = (KiNative *)ki_obj(v);
    return ki_str_format(ks, "<method '%s' of '%s' objects>", f->name, ki_type_cname(ks, f->owner));
}

static KiValue native_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !ki_is_kind(b, KI_K_NATIVE)) return KI_NOT_IMPLEMENTED;
    KiNative *x = (KiNative *)ki_obj(a), *y = (KiNative *)ki_obj(b);
    bool same = x == y || (x->self == y->self && x->fn.raw == y->fn.raw && x->body == y->body &&
                           x->owner == y->owner && x->self != KI_ABSENT);
    return ki_bool(same == (op == KI_EQ));
}
static bool native_hash(KiState *ks, KiValue v, int64_t *out) {
    KiNative *f = (KiNative *)ki_obj(v);
    uint64_t x = f->self == KI_ABSENT ? (uintptr_t)f : f->self ^ (uintptr_t)f->fn.raw ^ f->body;
    *out = (int64_t)(x >> 4);
    return true;
}

const KiSlots ki_native_slots = {.dealloc = native_dealloc,
                                 .traverse = native_traverse,
                                 .getattr = ki_generic_getattr,
                                 .repr = native_repr,
                                 .compare = native_compare,
                                 .hash = native_hash,
                                 .call = native_call_slot};
const KiSlots ki_class_native_slots = {.dealloc = native_dealloc}; /* the others are inherited */
const KiSlots ki_method_descr_slots = {.dealloc = native_dealloc,
                                       .traverse = native_traverse,
                                       .getattr = ki_generic_getattr,
                                       .repr = method_descr_repr,
                                       .call = native_call_slot,
                                       .descr_get = method_descr_get};
const KiSlots ki_classmethod_descr_slots = {.dealloc = native_dealloc,
                                            .traverse = native_traverse,
                                            .getattr = ki_generic_getattr,
                                            .repr = method_descr_repr,
                                            .call = native_call_slot,
                                            .descr_get = class_descr_get};

/* --- attributes --- */

static KiValue native_name(KiState *ks, KiValue self, void *closure) {
    const KiNative *f = (KiNative *)ki_obj(self);
    return ki_text(ks, f->called ? f->called : f->name);
}
KiType *ki_native_named_after(KiState *ks, const KiNative *f) {
    if (f->h.kind != KI_K_NATIVE || f->h.flags & KI_NATIVE_NEW || f->self == KI_ABSENT)
        return f->owner;
    if (ki_is_type(f->self)) return (KiType *)ki_obj(f->self);
    return ki_has_layout(f->self, KI_K_MODULE) ? f->owner : ki_type_of(ks, f->self);
}
static KiValue native_qualname(KiState *ks, KiValue self, void *closure) {
    KiNative *f = (KiNative *)ki_obj(self);
    KiType *t = ki_native_named_after(ks, f);
    if (!t) return native_name(ks, self, closure);
    return ki_str_format(ks, "%s.%s", ki_cstr(ks, t->qualname), f->name);
}
static KiValue native_doc(KiState *ks, KiValue self, void *closure) {
    const char *doc = ((KiNative *)ki_obj(self))->doc;
    const char *mark = doc ? strstr(doc, DOC_MARK) : NULL;
    return doc ? ki_text(ks, mark ? mark + sizeof DOC_MARK - 1 : doc) : KI_NONE;
}
static KiValue native_module(KiState *ks, KiValue self, void *closure) {
    KiValue m = ((KiNative *)ki_obj(self))->module;
    return m == KI_ABSENT ? KI_NONE : ki_new_ref(m);
}
static bool native_set_module(KiState *ks, KiValue self, KiValue v, void *closure) {
    ki_assign(ks, &((KiNative *)ki_obj(self))->module, v == KI_ABSENT ? v : ki_new_ref(v));
    return true;
}
static KiValue native_self(KiState *ks, KiValue self, void *closure) {
    KiNative *f = (KiNative *)ki_obj(self);
    if (f->h.flags & KI_NATIVE_NEW) return ki_new_ref(ki_from_obj(f->owner));
    if (f->self != KI_ABSENT) return ki_new_ref(f->self);
    KiValue m =
        ki_is_str(f->module) && ks->modules ? ki_dict_get(ks, ks->modules, f->module) : KI_ABSENT;
    if (m == KI_ABSENT && ki_is_str(f->module)) {
        m = ki_import(ks, ki_cstr(ks, ki_str_of(f->module))); /* made for those who ask for it */
        if (m != KI_ERR) return m;
        ki_clear_exc(ks);
        return KI_NONE;
    }
    return m == KI_ABSENT ? KI_NONE : m == KI_ERR ? KI_ERR : ki_new_ref(m);
}
/* The readable signature of f, of n bytes from '(' on: a raw function has one where its doc opens
 * with "NAME(SIGNATURE)\n--\n\n", as in CPython. NULL: none. */
static const char *readable_signature(const KiNative *f, size_t *n) {
    if (!(f->h.flags & KI_NATIVE_RAW)) {
        *n = strlen(f->signature);
        return f->signature;
    }
    size_t skip = strlen(f->name);
    const char *end = f->doc ? strstr(f->doc, DOC_MARK) : NULL;
    if (!end || strncmp(f->doc, f->name, skip) != 0 || f->doc[skip] != '(') return NULL;
    *n = (size_t)(end - f->doc) + 1 - skip;
    return f->doc + skip;
}

/* Signature text that ends before end. A default that is told from a given argument is none that
 * Python could write, unless its text stands behind: <absent None>. */
static void put_parameters(KiStrBuilder *b, const char *text, const char *end) {
    static const char absent[] = "<absent";
    size_t n = sizeof absent - 1;
    for (const char *at; (at = strstr(text, absent)) && at < end; text++) {
        ki_sb_put_ascii(b, text, (size_t)(at - text));
        text = at + n;
        size_t shown = strcspn(text, ">");
        if (shown)
            ki_sb_put_ascii(b, text + 1, shown - 1);
        else
            ki_sb_puts(b, "<unrepresentable>");
        text += shown;
    }
    ki_sb_put_ascii(b, text, (size_t)(end - text));
}

/* The signature as inspect expects it: $ marks the parameter that a call through an object or a
 * module binds, and that parameter is positional only. */
static KiValue text_signature(KiState *ks, const KiNative *f, const char *text, size_t len) {
    const char *end = text + len, *first = text + 1;
    const char *slash = strstr(first, "/)"), *comma = strstr(first, "/,");
    bool marked = (slash && slash < end) || (comma && comma < end);
    size_t n = strcspn(first, ",)");
    bool method = f->owner || f->module == KI_ABSENT;
    bool with_self = method && n == 4 && !strncmp(first, "self", n);
    bool with_class = method && n == 3 && !strncmp(first, "cls", n);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_putc(&b, '(');
    if (with_self || with_class || !method) {
        ki_sb_puts(&b, with_self ? "$self" : with_class ? "$type" : "$module");
        if (!marked) ki_sb_puts(&b, ", /");
        if (method)
            first += n;
        else if (*first != ')')
            ki_sb_puts(&b, ", ");
    }
    put_parameters(&b, first, end);
    return ki_sb_finish(&b);
}

static KiValue native_text_signature(KiState *ks, KiValue self, void *closure) {
    KiNative *f = (KiNative *)ki_obj(self);
    if (f->h.flags & KI_NATIVE_NEW) return ki_text(ks, "($type, *args, **kwargs)");
    if (f->h.flags & KI_NATIVE_SIGNED) {
        KiValue s = ki_native_python_signature(ks, (KiFunc *)ki_obj(f->body));
        if (s == KI_ERR) return KI_ERR;
        size_t n;
        const char *text = ki_str_utf8(ks, ki_str_of(s), &n);
        KiValue r = text ? text_signature(ks, f, text, n) : KI_ERR;
        ki_decref(ks, s);
        return r;
    }
    if (f->style & KI_DEF_UNSIGNED) return KI_NONE;
    size_t len;
    const char *text = readable_signature(f, &len);
    if (text && text[1] == '$') return ki_str_from_utf8(ks, text, len); /* in full */
    return text ? text_signature(ks, f, text, len) : KI_NONE;
}
static KiValue native_owner(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_from_obj(((KiNative *)ki_obj(self))->owner));
}
/* A function of a module by its name, a method as getattr(self, name). */
static KiValue native_reduce(KiState *ks, KiValue *args, int nargs) {
    KiNative *f = (KiNative *)ki_obj(args[0]);
    KiValue owner = f->h.kind != KI_K_NATIVE ? ki_from_obj(f->owner) : f->self;
    if (f->h.kind == KI_K_NATIVE && (f->h.flags & KI_NATIVE_NEW)) owner = ki_from_obj(f->owner);
    KiValue name = ki_text(ks, f->name);
    if (name == KI_ERR || owner == KI_ABSENT || ki_has_layout(owner, KI_K_MODULE)) return name;
    KiValue getattr =
        ks->builtins_dict ? ki_dict_get_cstr(ks, ks->builtins_dict, "getattr") : KI_ERR;
    KiValue pair = getattr == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, owner, name);
    KiValue r = pair == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, getattr, pair);
    ki_decref(ks, name);
    if (pair != KI_ERR) ki_decref(ks, pair);
    return r;
}
static const KiDef native_methods[] = {
    {"__reduce__", "(self, /)", native_reduce, NULL, KI_DEF_UNSIGNED}, KI_DEF_END};

static const KiGetsetDef common_getsets[] = {
    {"__doc__", native_doc, NULL, NULL, NULL},
    {"__name__", native_name, NULL, NULL, NULL},
    {"__qualname__", native_qualname, NULL, NULL, NULL},
    {"__text_signature__", native_text_signature, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};
static const KiGetsetDef function_getsets[] = {
    {"__module__", native_module, native_set_module, NULL, NULL},
    {"__self__", native_self, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};
static const KiGetsetDef descr_getsets[] = {{"__objclass__", native_owner, NULL, NULL, NULL},
                                            {NULL, NULL, NULL, NULL, NULL}};

bool ki_native_methods_init(KiState *ks) {
    KiType **t = ks->types;
    return ki_type_add_methods(ks, t[KI_K_NATIVE], native_methods) &&
           ki_type_add_methods(ks, t[KI_K_METHOD_DESCR], native_methods) &&
           ki_type_add_getsets(ks, t[KI_K_NATIVE], common_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_NATIVE], function_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_METHOD_DESCR], descr_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_METHOD_DESCR], common_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_CLASSMETHOD_DESCR], descr_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_CLASSMETHOD_DESCR], common_getsets);
}

/* --- adding to types and modules --- */

static bool dict_set_consumed(KiState *ks, KiDict *d, const char *name, KiValue v) {
    if (v == KI_ERR) return false;
    KiStr *s = ki_intern_cstr(ks, name);
    bool ok = s && ki_dict_set_str(ks, d, s, v);
    if (s) ki_decref_obj(ks, &s->h);
    ki_decref(ks, v);
    return ok;
}

KiValue ki_native_descr_new(KiState *ks, KiKind kind, const KiDef *def, KiType *owner) {
    KiNative *f = native_alloc(ks, kind, def, owner);
    return f ? ki_from_obj(f) : KI_ERR;
}

bool ki_type_add_methods(KiState *ks, KiType *t, const KiDef *defs) {
    return ki_type_add_methods_but(ks, t, defs, 0);
}

bool ki_type_add_methods_but(KiState *ks, KiType *t, const KiDef *defs, int without) {
    for (; defs->name; defs++) {
        if (defs->flags & without) continue;
        KiKind kind = defs->flags & KI_DEF_STATIC  ? KI_K_NATIVE
                      : defs->flags & KI_DEF_CLASS ? KI_K_CLASSMETHOD_DESCR
                                                   : KI_K_METHOD_DESCR;
        KiNative *f = native_alloc(ks, kind, defs, t);
        KiValue v = !f ? KI_ERR : ki_from_obj(f);
        if (f && kind == KI_K_NATIVE) {
            KiType *holder = ks->types[KI_K_STATICMETHOD];
            KiStaticMethod *s = (KiStaticMethod *)ki_object_alloc(ks, holder, sizeof *s);
            if (s) {
                s->func = v;
                s->dict = KI_ABSENT;
            } else {
                ki_decref_obj(ks, &f->h);
            }
            v = s ? ki_from_obj(s) : KI_ERR;
        }
        if (!dict_set_consumed(ks, t->dict, defs->name, v)) return false;
    }
    ki_type_cache_flush(ks, t);
    t->flags |= KI_TF_UNORDERED;
    return true;
}

bool ki_type_add_new(KiState *ks, KiType *t) {
    static const KiDef def = {"__new__", "(...)", NULL, "Create and return a new object.", 0};
    KiNative *f = native_alloc(ks, KI_K_NATIVE, &def, t);
    if (!f) return false;
    f->h.flags |= KI_NATIVE_NEW;
    return dict_set_consumed(ks, t->dict, "__new__", ki_from_obj(f));
}

bool ki_module_add(KiState *ks, KiModule *m, const char *name, KiValue v) {
    return dict_set_consumed(ks, m->dict, name, v);
}

bool ki_module_add_functions(KiState *ks, KiModule *m, const KiDef *defs) {
    KiValue name = ki_dict_get_str(ks, m->dict, ks->names.d_name);
    if (name == KI_ERR) return false;
    for (; defs->name; defs++)
        if (!ki_module_add(ks, m, defs->name, ki_native_new(ks, defs, KI_ABSENT, name)))
            return false;
    return true;
}

KiType *ki_native_type(KiState *ks, const KiTypeDef *def, KiType *base) {
    KiType *t = ki_type_alloc(ks, ks->types[KI_K_TYPE]);
    if (!t) return NULL;
    if (!base) base = ks->types[KI_K_OBJECT];
    t->layout = (uint16_t)(def->struct_size ? def->layout : base->layout);
    /* a type derived from dict or list is no exact dict or list: kind tests must not match it */
    bool derived = t->layout == base->layout && base->kind == base->layout &&
                   t->layout != KI_K_OPAQUE && t->layout != KI_K_OBJECT;
    t->kind = derived ? KI_K_INSTANCE : t->layout;
    t->struct_size = def->struct_size ? def->struct_size : base->struct_size;
    t->flags = def->flags | (base->flags & (KI_TF_GC | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF |
                                            KI_TF_SEQUENCE | KI_TF_MAPPING));
    t->doc = def->doc;
    char name[200];
    snprintf(name, sizeof name, "%s%s%s", def->module ? def->module : "", def->module ? "." : "",
             def->name);
    ki_incref_obj(&base->h);
    t->h.rc = KI_RC_IMMORTAL; /* its instances do not count it: it lives as long as the state */
    bool new_dict = (t->flags & KI_TF_HAS_DICT) && !(base->flags & KI_TF_HAS_DICT);
    if (!ki_type_setup_native(ks, t, name, base, def->slots) ||
        (new_dict && !ki_type_add_dict_attr(ks, t)) ||
        (def->methods && !ki_type_add_methods(ks, t, def->methods)) ||
        (def->getsets && !ki_type_add_getsets(ks, t, def->getsets)))
        return NULL;
    if (t->flags & KI_TF_DISALLOW_NEW) t->own_slots.new_ = NULL;
    if (ki_is_subtype(t,
                      ks->exceptions[KI_EXC_BaseException])) /* modules make them as Python does */
        t->tp_name = ki_cstr(ks, t->name);
    return t;
}
