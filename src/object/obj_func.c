/* Python functions, bound methods and cells. */
#include "obj_func.h"

#include "audit.h"
#include "containers.h"

#include "heap.h"
#include "object_private.h"
#include "slot.h"

/* See KI_AUX_BIND. */
static uint16_t simple_arg_count(const KiCode *c) {
    uint32_t special = KI_CO_VARARGS | KI_CO_VARKEYWORDS;
    return (c->flags & special) || c->n_kwonly || (c->flags & KI_CO_NAMESPACE) ? KI_AUX_BIND
                                                                               : c->n_args;
}

/* __builtins__ of a globals dict: a dict, or a module's dict; the state's if there is none. For
 * anything else an empty dict: names that are not in it are asked of the object. Owned, or NULL:
 * no memory, or a state that has no built-ins yet. */
static KiDict *builtins_of(KiState *ks, KiDict *globals) {
    KiValue b = ki_dict_get_str(ks, globals, ks->names.d_builtins);
    KiDict *d = ks->builtins_dict;
    if (b != KI_ABSENT && ki_has_layout(b, KI_K_MODULE) && ((KiModule *)ki_obj(b))->dict)
        d = ((KiModule *)ki_obj(b))->dict;
    else if (b != KI_ABSENT && ki_is_dict(b))
        d = ki_dict_of(b);
    else if (b != KI_ABSENT)
        return ki_dict_new(ks);
    if (d) ki_incref_obj((KiObj *)d);
    return d;
}

KiFunc *ki_func_new(KiState *ks, KiCode *code, KiDict *globals) {
    KiFunc *f = (KiFunc *)ki_object_alloc(ks, ks->types[KI_K_FUNC], sizeof *f);
    if (!f) return NULL;
    f->h.aux = simple_arg_count(code);
    ki_incref_obj(&code->h);
    f->code = code;
    f->instead = NULL;
    ki_func_set_entry(f);
    ki_incref_obj((KiObj *)globals);
    f->globals = globals;
    f->builtins = builtins_of(ks, globals);
    f->defaults = f->kwdefaults = f->closure = KI_NONE;
    f->name = ki_new_ref(code->name);
    f->qualname = ki_new_ref(code->qualname);
    f->doc = ki_new_ref(code->doc);
    KiValue m = ki_dict_get_str(ks, globals, ks->names.d_name);
    f->module = m == KI_ABSENT || m == KI_ERR ? KI_NONE : ki_new_ref(m);
    f->annotations = f->dict = KI_ABSENT;
    return f;
}

KiFunc *ki_func_asking(KiState *ks, KiFunc *f, const KiInstead *instead, KiValue module) {
    KiFunc *copy = ki_func_new(ks, f->code, f->globals);
    if (!copy) return NULL;
    copy->h.aux = KI_AUX_BIND;
    copy->instead = instead;
    KiValue *to[] = {&copy->defaults, &copy->kwdefaults, &copy->closure, &copy->name,
                     &copy->qualname, &copy->doc,        &copy->module,  &copy->annotations};
    KiValue from[] = {f->defaults, f->kwdefaults, f->closure, f->name,
                      f->qualname, f->doc,        module,     f->annotations};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        ki_assign(ks, to[i], ki_new_ref(from[i]));
    return copy;
}

void ki_func_set_instead(KiFunc *f, const KiInstead *instead) {
    f->h.aux = KI_AUX_BIND;
    f->instead = instead;
}

static KiFunc *func_of(KiValue v) {
    return (KiFunc *)ki_obj(v);
}

static void func_dealloc(KiState *ks, KiObj *o) {
    KiFunc *f = (KiFunc *)o;
    ki_decref_obj(ks, &f->code->h);
    ki_decref_obj(ks, (KiObj *)f->globals);
    if (f->builtins) ki_decref_obj(ks, (KiObj *)f->builtins);
    KiValue owned[] = {f->module,  f->defaults,    f->kwdefaults, f->doc,     f->dict,
                       f->closure, f->annotations, f->name,       f->qualname};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        ki_decref(ks, owned[i]);
}
static void func_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiFunc *f = (KiFunc *)o;
    visit(ki_from_obj(f->globals), arg);
    if (f->builtins) visit(ki_from_obj(f->builtins), arg);
    KiValue owned[] = {f->defaults,    f->kwdefaults, f->closure, f->module,
                       f->annotations, f->dict,       f->doc};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        visit(owned[i], arg);
}
/* Code, globals and the closure tuple stay: a running frame may still use them. Cells break cycles.
 */
static void func_clear(KiState *ks, KiObj *o) {
    KiFunc *f = (KiFunc *)o;
    ki_assign(ks, &f->defaults, KI_NONE);
    ki_assign(ks, &f->kwdefaults, KI_NONE);
    ki_assign(ks, &f->annotations, KI_ABSENT);
    ki_assign(ks, &f->dict, KI_ABSENT);
    ki_assign(ks, &f->doc, KI_NONE);
    ki_assign(ks, &f->module, KI_NONE);
}

static KiValue func_repr(KiState *ks, KiValue self) {
    return ki_str_format(ks, "<function %s at %p>", ki_cstr(ks, ki_str_of(func_of(self)->qualname)),
                         (void *)ki_obj(self));
}
static KiValue func_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    return obj == KI_ABSENT ? ki_new_ref(descr) : ki_method_new(ks, descr, obj);
}

/* types.FunctionType(code, globals, name=None, argdefs=None, closure=None) */
static KiValue func_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"code", "globals", "name", "argdefs", "closure"};
    KiValue a[5];
    if (!ki_parse_args(ks, "function", names, 0, 2, 5, args, nargs, kwnames, a)) return KI_ERR;
    for (int i = 2; i < 5; i++)
        if (a[i] == KI_ABSENT) a[i] = KI_NONE;
    if (!ki_is_kind(a[0], KI_K_CODE))
        return ki_raise(ks, KI_EXC_TypeError, "function() argument 'code' must be code, not %s",
                        ki_arg_type_name(ks, a[0]));
    if (!ki_is_dict(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "function() argument 'globals' must be dict, not %s",
                        ki_arg_type_name(ks, a[1]));
    if (a[2] != KI_NONE && !ki_is_str(a[2]))
        return ki_raise(ks, KI_EXC_TypeError, "arg 3 (name) must be None or string");
    if (a[3] != KI_NONE && !ki_is_tuple(a[3]))
        return ki_raise(ks, KI_EXC_TypeError, "arg 4 (defaults) must be None or tuple");
    KiCode *code = (KiCode *)ki_obj(a[0]);
    int64_t n = a[4] == KI_NONE ? 0 : ki_is_tuple(a[4]) ? ki_tuple_of(a[4])->len : -1;
    if (n < 0 || (a[4] == KI_NONE && code->n_free))
        return ki_raise(ks, KI_EXC_TypeError,
                        code->n_free ? "arg 5 (closure) must be tuple"
                                     : "arg 5 (closure) must be None or tuple");
    if (n != code->n_free)
        return ki_raise(ks, KI_EXC_ValueError, "%s requires closure of length %d, not %d",
                        ki_cstr(ks, ki_str_of(code->name)), code->n_free, (int)n);
    for (int64_t i = 0; i < n; i++)
        if (!ki_is_kind(ki_tuple_of(a[4])->items[i], KI_K_CELL))
            return ki_raise(ks, KI_EXC_TypeError, "arg 5 (closure) expected cell, found %s",
                            ki_type_name(ks, ki_tuple_of(a[4])->items[i]));
    if (!ki_audit(ks, "function.__new__", "O", a[0])) return KI_ERR;
    KiFunc *f = ki_func_new(ks, code, ki_dict_of(a[1]));
    if (!f) return KI_ERR;
    if (a[2] != KI_NONE) ki_assign(ks, &f->name, ki_new_ref(a[2]));
    ki_assign(ks, &f->defaults, ki_new_ref(a[3]));
    ki_assign(ks, &f->closure, n ? ki_new_ref(a[4]) : KI_NONE);
    return ki_from_obj(f);
}

const KiSlots ki_func_slots = {.dealloc = func_dealloc,
                               .traverse = func_traverse,
                               .clear = func_clear,
                               .repr = func_repr,
                               .call = ki_call,
                               .descr_get = func_get,
                               .new_ = func_new};

/* --- attributes --- */

static KiValue *field(KiValue self, void *closure) {
    return (KiValue *)((char *)ki_obj(self) + (size_t)closure);
}
#define AT(member) (void *)offsetof(KiFunc, member)

static KiValue get_field(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(*field(self, closure));
}
/* Those which say how a function is called are told to audit hooks. */
static const char *audited_name(void *closure) {
    size_t at = (size_t)closure;
    return at == offsetof(KiFunc, code)       ? "__code__"
           : at == offsetof(KiFunc, defaults) ? "__defaults__"
                                              : "__kwdefaults__";
}
static bool audit_set(KiState *ks, KiValue self, KiValue v, void *closure) {
    return v == KI_ABSENT
               ? ki_audit(ks, "object.__delattr__", "Os", self, audited_name(closure))
               : ki_audit(ks, "object.__setattr__", "OsO", self, audited_name(closure), v);
}
static KiValue get_audited(KiState *ks, KiValue self, void *closure) {
    if (!ki_audit(ks, "object.__getattr__", "Os", self, audited_name(closure))) return KI_ERR;
    return ki_new_ref(*field(self, closure));
}
static bool set_field(KiState *ks, KiValue self, KiValue v, void *closure) {
    ki_assign(ks, field(self, closure), v == KI_ABSENT ? KI_NONE : ki_new_ref(v));
    return true;
}
static bool set_text(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v == KI_ABSENT || !ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s must be set to a string object",
                 (size_t)closure == offsetof(KiFunc, name) ? "__name__" : "__qualname__");
        return false;
    }
    return set_field(ks, self, v, closure);
}
static KiValue get_pointer(KiState *ks, KiValue self, void *closure) {
    KiValue v = *field(self, closure);
    return v ? ki_new_ref(v) : KI_NONE;
}
static bool set_code(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiFunc *f = func_of(self);
    if (!ki_is_kind(v, KI_K_CODE)) {
        ki_raise(ks, KI_EXC_TypeError, "__code__ must be set to a code object");
        return false;
    }
    KiCode *c = (KiCode *)ki_obj(v);
    if (!audit_set(ks, self, v, closure)) return false;
    int n = f->closure == KI_NONE ? 0 : (int)ki_tuple_of(f->closure)->len;
    if (n != c->n_free) {
        ki_raise(ks, KI_EXC_ValueError, "%s() requires a code object with %d free vars, not %d",
                 ki_cstr(ks, ki_str_of(f->name)), n, c->n_free);
        return false;
    }
    if (ki_func_is_running(ks, f)) {
        ki_raise(ks, KI_EXC_NotImplementedError, "__code__ of a running function");
        return false;
    }
    KiCode *old = f->code;
    ki_incref_obj(&c->h);
    f->code = c;
    ki_func_set_entry(f);
    f->h.aux = f->instead ? KI_AUX_BIND : simple_arg_count(c);
    ki_vm_drop_caches(ks, ks->types[KI_K_FUNC], NULL, false); /* call sites remember the old code */
    ki_decref_obj(ks, &old->h);
    return true;
}
static bool set_defaults(KiState *ks, KiValue self, KiValue v, void *closure) {
    bool kw = (size_t)closure == offsetof(KiFunc, kwdefaults);
    if (v != KI_ABSENT && v != KI_NONE && !(kw ? ki_is_dict(v) : ki_is_tuple(v))) {
        ki_raise(ks, KI_EXC_TypeError,
                 kw ? "__kwdefaults__ must be set to a dict object"
                    : "__defaults__ must be set to a tuple object");
        return false;
    }
    return audit_set(ks, self, v, closure) && set_field(ks, self, v, closure);
}

/* The compiler leaves annotations as a tuple name, value, ...; they become a dict when asked for.
 */
static KiValue get_annotations(KiState *ks, KiValue self, void *closure) {
    KiFunc *f = func_of(self);
    if (f->annotations != KI_ABSENT && ki_is_dict(f->annotations))
        return ki_new_ref(f->annotations);
    KiDict *d = ki_dict_new(ks);
    if (!d) return KI_ERR;
    if (f->annotations != KI_ABSENT && ki_is_tuple(f->annotations)) {
        KiTuple *t = ki_tuple_of(f->annotations);
        for (int64_t i = 0; i + 1 < t->len; i += 2)
            if (!ki_dict_set(ks, d, t->items[i], t->items[i + 1])) {
                ki_decref_obj(ks, (KiObj *)d);
                return KI_ERR;
            }
    }
    ki_assign(ks, &f->annotations, ki_from_obj(d));
    return ki_new_ref(f->annotations);
}
static bool set_annotations(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v != KI_ABSENT && v != KI_NONE && !ki_is_dict(v)) {
        ki_raise(ks, KI_EXC_TypeError, "__annotations__ must be set to a dict object");
        return false;
    }
    ki_assign(ks, &func_of(self)->annotations, v == KI_NONE ? KI_ABSENT : ki_new_ref(v));
    return true;
}
static KiValue get_dict(KiState *ks, KiValue self, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    return d ? ki_new_ref(ki_from_obj(d)) : KI_ERR;
}
static bool set_dict(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v == KI_ABSENT || !ki_is_dict(v)) {
        if (v == KI_ABSENT)
            ki_raise(ks, KI_EXC_TypeError, "cannot delete __dict__");
        else
            ki_raise(ks, KI_EXC_TypeError, "__dict__ must be set to a dictionary, not a '%s'",
                     ki_type_name(ks, v));
        return false;
    }
    ki_assign(ks, &func_of(self)->dict, ki_new_ref(v));
    return true;
}

static const KiGetsetDef func_getsets[] = {
    {"__closure__", get_field, NULL, NULL, AT(closure)},
    {"__doc__", get_field, set_field, NULL, AT(doc)},
    {"__globals__", get_pointer, NULL, NULL, AT(globals)},
    {"__module__", get_field, set_field, NULL, AT(module)},
    {"__builtins__", get_pointer, NULL, NULL, AT(builtins)},
    {"__code__", get_audited, set_code, NULL, AT(code)},
    {"__defaults__", get_audited, set_defaults, NULL, AT(defaults)},
    {"__kwdefaults__", get_audited, set_defaults, NULL, AT(kwdefaults)},
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {"__dict__", get_dict, set_dict, NULL, NULL},
    {"__name__", get_field, set_text, NULL, AT(name)},
    {"__qualname__", get_field, set_text, NULL, AT(qualname)},
    {NULL, NULL, NULL, NULL, NULL}};

/* --- bound methods --- */

KiValue ki_method_new(KiState *ks, KiValue func, KiValue self) {
    KiMethod *m = (KiMethod *)ki_object_alloc(ks, ks->types[KI_K_METHOD], sizeof *m);
    if (!m) return KI_ERR;
    m->func = ki_new_ref(func);
    m->self = ki_new_ref(self);
    return ki_from_obj(m);
}

static KiMethod *method_of(KiValue v) {
    return (KiMethod *)ki_obj(v);
}

static KiValue method_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"function", "instance"};
    KiValue a[2];
    if (!ki_parse_args(ks, "method", names, 2, 2, 2, args, nargs, kwnames, a)) return KI_ERR;
    if (!ki_callable(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "first argument must be callable");
    if (args[1] == KI_NONE) return ki_raise(ks, KI_EXC_TypeError, "instance must not be None");
    return ki_method_new(ks, args[0], args[1]);
}

static KiValue method_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    KiMethod *m = method_of(callee);
    int total = nargs + ki_n_kw(kwnames);
    KiValue small[9], *buf = small;
    if (total > 8 && !(buf = ki_mem_alloc(ks, (size_t)(total + 1) * sizeof *buf))) return KI_ERR;
    buf[0] = m->self;
    for (int i = 0; i < total; i++)
        buf[i + 1] = args[i];
    KiValue r = ki_call(ks, m->func, buf, nargs + 1, kwnames);
    if (buf != small) ki_mem_free(ks, buf, (size_t)(total + 1) * sizeof *buf);
    return r;
}

/* A method's own attributes, then the function's. */
static KiValue method_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiType *t = ks->types[KI_K_METHOD];
    if (name != ks->names.d_doc && ki_type_lookup(ks, t, name) != KI_ABSENT)
        return ki_generic_getattr(ks, self, name);
    return ki_getattr(ks, method_of(self)->func, name);
}

static KiValue method_repr(KiState *ks, KiValue self) {
    KiMethod *m = method_of(self);
    KiValue name = ki_getattr_opt(ks, m->func, ks->names.d_qualname);
    if (name == KI_ABSENT) name = ki_getattr_opt(ks, m->func, ks->names.d_name);
    KiValue r = name == KI_ERR ? KI_ERR : ki_repr(ks, m->self), s = KI_ERR;
    if (r != KI_ERR)
        s = ki_str_format(ks, "<bound method %s of %s>",
                          name != KI_ABSENT && ki_is_str(name) ? ki_cstr(ks, ki_str_of(name)) : "?",
                          ki_cstr(ks, ki_str_of(r)));
    if (name != KI_ERR) ki_decref(ks, name);
    if (r != KI_ERR) ki_decref(ks, r);
    return s;
}
static KiValue method_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !ki_is_kind(b, KI_K_METHOD)) return KI_NOT_IMPLEMENTED;
    int same = method_of(a)->self == method_of(b)->self
                   ? ki_compare_bool(ks, method_of(a)->func, method_of(b)->func, KI_EQ)
                   : 0;
    return same < 0 ? KI_ERR : ki_bool(same == (op == KI_EQ));
}
static bool method_hash(KiState *ks, KiValue self, int64_t *out) {
    KiMethod *m = method_of(self);
    if (!ki_hash(ks, m->func, out)) return false;
    *out ^= (int64_t)(m->self >> 4);
    return true;
}
static void method_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiMethod *)o)->func);
    ki_decref(ks, ((KiMethod *)o)->self);
}
static void method_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiMethod *)o)->func, arg);
    visit(((KiMethod *)o)->self, arg);
}

const KiSlots ki_method_slots = {.setattr = ki_generic_setattr,
                                 .dealloc = method_dealloc,
                                 .traverse = method_traverse,
                                 .repr = method_repr,
                                 .compare = method_compare,
                                 .hash = method_hash,
                                 .call = method_call,
                                 .getattr = method_getattr,
                                 .new_ = method_new};

static KiValue method_func(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(method_of(self)->func);
}
static KiValue method_self(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(method_of(self)->self);
}
static KiValue method_reduce(KiState *ks, KiValue *args, int nargs) {
    KiValue getattr =
        ks->builtins_dict ? ki_dict_get_cstr(ks, ks->builtins_dict, "getattr") : KI_ABSENT;
    KiValue name =
        getattr == KI_ERR ? KI_ERR : ki_getattr(ks, method_of(args[0])->func, ks->names.d_name);
    if (name == KI_ERR) return KI_ERR;
    KiValue pair = ki_tuple_pack(ks, 2, method_of(args[0])->self, name);
    ki_decref(ks, name);
    KiValue r = pair == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, getattr, pair);
    if (pair != KI_ERR) ki_decref(ks, pair);
    return r;
}
static const KiGetsetDef method_getsets[] = {{"__func__", method_func, NULL, NULL, NULL},
                                             {"__self__", method_self, NULL, NULL, NULL},
                                             {NULL, NULL, NULL, NULL, NULL}};
static const KiDef method_methods[] = {{"__reduce__", "(self, /)", method_reduce, NULL, 0},
                                       KI_DEF_END};

/* --- cells --- */

KiValue ki_cell_new(KiState *ks, KiValue v) {
    KiCell *c = (KiCell *)ki_object_alloc(ks, ks->types[KI_K_CELL], sizeof *c);
    if (!c) return KI_ERR;
    c->value = ki_new_ref(v);
    return ki_from_obj(c);
}

static KiCell *cell_of(KiValue v) {
    return (KiCell *)ki_obj(v);
}
static KiValue cell_make(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"contents"};
    KiValue given;
    if (!ki_parse_args(ks, "cell", names, 1, 0, 1, args, nargs, kwnames, &given)) return KI_ERR;
    return ki_cell_new(ks, nargs ? given : KI_UNBOUND);
}
static void cell_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiCell *)o)->value);
}
static void cell_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiCell *)o)->value, arg);
}
static void cell_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiCell *)o)->value, KI_UNBOUND);
}
static KiValue cell_repr(KiState *ks, KiValue self) {
    KiValue v = cell_of(self)->value;
    if (v == KI_UNBOUND) return ki_str_format(ks, "<cell at %p: empty>", (void *)ki_obj(self));
    return ki_str_format(ks, "<cell at %p: %s object at %p>", (void *)ki_obj(self),
                         ki_type_name(ks, v), (void *)(uintptr_t)v);
}
static KiValue cell_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_kind(b, KI_K_CELL)) return KI_NOT_IMPLEMENTED;
    KiValue x = cell_of(a)->value, y = cell_of(b)->value;
    if (x != KI_UNBOUND && y != KI_UNBOUND) return ki_compare(ks, x, y, op);
    int p = x != KI_UNBOUND, q = y != KI_UNBOUND;
    bool r[] = {p<q, p <= q, p == q, p != q, p> q, p >= q};
    return ki_bool(r[op]);
}
const KiSlots ki_cell_slots = {.dealloc = cell_dealloc,
                               .traverse = cell_traverse,
                               .clear = cell_clear,
                               .getattr = ki_generic_getattr,
                               .repr = cell_repr,
                               .compare = cell_compare,
                               .new_ = cell_make};

static KiValue cell_contents(KiState *ks, KiValue self, void *closure) {
    KiValue v = cell_of(self)->value;
    return v == KI_UNBOUND ? ki_raise(ks, KI_EXC_ValueError, "Cell is empty") : ki_new_ref(v);
}
static bool set_contents(KiState *ks, KiValue self, KiValue v, void *closure) {
    ki_assign(ks, &cell_of(self)->value, v == KI_ABSENT ? KI_UNBOUND : ki_new_ref(v));
    return true;
}
static const KiGetsetDef cell_getsets[] = {
    {"cell_contents", cell_contents, set_contents, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};

bool ki_func_methods_init(KiState *ks) {
    KiType **t = ks->types;
    return ki_type_add_getsets(ks, t[KI_K_FUNC], func_getsets) &&
           ki_type_add_getsets(ks, t[KI_K_METHOD], method_getsets) &&
           ki_type_add_methods(ks, t[KI_K_METHOD], method_methods) &&
           ki_type_add_getsets(ks, t[KI_K_CELL], cell_getsets);
}
