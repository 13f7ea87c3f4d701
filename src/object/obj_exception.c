/* Exceptions: the common part (args, traceback, context, cause), the class tree of exception.def,
 * str and repr. What single classes add is in exc_attrs.c, groups are in exc_group.c. */
#include "containers.h"
#include "exc_private.h"
#include "heap.h"

KiValue ki_exc_base_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiException *e = (KiException *)ki_instance_alloc(ks, cls);
    if (!e) return KI_ERR;
    e->args = e->traceback = e->context = e->cause = KI_NONE;
    e->suppress_context = false;
    KiValue t = ki_tuple_from(ks, args, nargs);
    if (t == KI_ERR) {
        ki_decref_obj(ks, &e->h);
        return KI_ERR;
    }
    e->args = t;
    return ki_from_obj(e);
}

bool ki_exc_base_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (ki_n_kw(kwnames)) {
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", ki_type_name(ks, self));
        return false;
    }
    KiTuple *old = ki_tuple_of(ki_exc_of(self)->args);
    bool same = old->len == nargs;
    for (int i = 0; same && i < nargs; i++)
        same = old->items[i] == args[i];
    if (same) return true;
    KiValue t = ki_tuple_from(ks, args, nargs);
    if (t == KI_ERR) return false;
    ki_assign(ks, &ki_exc_of(self)->args, t);
    return true;
}

KiValue ki_exc_new(KiState *ks, KiType *cls, KiValue *args, int nargs) {
    if (!(cls->flags & KI_TF_HEAP)) {
        KiValue e = cls->slots->new_(ks, cls, args, nargs, KI_ABSENT);
        if (e == KI_ERR || ki_obj_type(ki_obj(e))->slots->init(ks, e, args, nargs, KI_ABSENT))
            return e;
        ki_decref(ks, e);
        return KI_ERR;
    }
    return ki_call(ks, ki_from_obj(cls), args, nargs, KI_ABSENT);
}

/* --- memory --- */

void ki_exc_dealloc(KiState *ks, KiObj *o) {
    KiException *e = (KiException *)o;
    ki_decref(ks, e->args);
    ki_decref(ks, e->traceback);
    ki_decref(ks, e->cause);
    ki_decref(ks, e->context);
}
static void exc_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiException *e = (KiException *)o;
    visit(e->args, arg);
    visit(e->traceback, arg);
    visit(e->context, arg);
    visit(e->cause, arg);
}
static void exc_clear(KiState *ks, KiObj *o) {
    KiException *e = (KiException *)o;
    ki_assign(ks, &e->traceback, KI_NONE);
    ki_assign(ks, &e->context, KI_NONE);
    ki_assign(ks, &e->cause, KI_NONE);
}

void ki_memory_error_reset(KiState *ks) {
    KiObj *o = ki_is_ptr(ks->memory_error) ? ki_obj(ks->memory_error) : NULL;
    if (!o || o->rc > 1) return;
    exc_clear(ks, o);
    ki_ext_clear(ks, o); /* notes */
}

/* --- text --- */

KiValue ki_exc_base_str(KiState *ks, KiValue self) {
    KiTuple *a = ki_tuple_of(ki_exc_of(self)->args);
    if (a->len == 0) return ki_new_ref(ks->empty_str);
    return a->len == 1 ? ki_str(ks, a->items[0]) : ki_str(ks, ki_from_obj(a));
}

static KiValue exc_repr(KiState *ks, KiValue self) {
    KiTuple *a = ki_tuple_of(ki_exc_of(self)->args);
    const char *full = ki_type_name(ks, self), *dot = strrchr(full, '.'),
               *name = dot ? dot + 1 : full;
    KiValue r = ki_repr(ks, a->len == 1 ? a->items[0] : ki_from_obj(a));
    if (r == KI_ERR) return KI_ERR;
    KiValue head = ki_str_format(ks, a->len == 1 ? "%s(" : "%s", name);
    KiValue parts[3] = {head, r, ki_text(ks, a->len == 1 ? ")" : "")};
    KiValue s = head == KI_ERR || parts[2] == KI_ERR ? KI_ERR : ki_str_build(ks, parts, 3);
    ki_decref(ks, r);
    if (head != KI_ERR) ki_decref(ks, head);
    if (parts[2] != KI_ERR) ki_decref(ks, parts[2]);
    return s;
}

const KiSlots ki_exception_slots = {.dealloc = ki_exc_dealloc,
                                    .traverse = exc_traverse,
                                    .clear = exc_clear,
                                    .getattr = ki_generic_getattr,
                                    .setattr = ki_generic_setattr,
                                    .repr = exc_repr,
                                    .str = ki_exc_base_str,
                                    .new_ = ki_exc_base_new,
                                    .init = ki_exc_base_init};

/* --- the tree --- */

typedef struct ExcRow {
    const char *name;
    int base;
} ExcRow;
static const ExcRow rows[] = {
#define EXC(name, base) {#name, KI_EXC_##base},
#include "exception.def"
#undef EXC
};

/* The member descriptors of the fields that class id adds. */
static bool add_fields(KiState *ks, KiType *t, int id, uint32_t first) {
    const char *const *names = ki_exc_field_names(id);
    for (uint32_t i = 0; names && names[i]; i++) {
        KiStr *name = ki_intern_cstr(ks, names[i]);
        bool none = id != KI_EXC_OSError || first + i != KI_OSE_WRITTEN;
        KiValue m = name ? ki_member_new(ks, t, name, first + i, none) : KI_ERR;
        if (m != KI_ERR && id == KI_EXC_BaseExceptionGroup) ki_obj(m)->flags |= KI_MEMBER_READONLY;
        bool ok = m != KI_ERR && ki_dict_set_str(ks, t->dict, name, m);
        if (m != KI_ERR) ki_decref(ks, m);
        if (name) ki_decref_obj(ks, &name->h);
        if (!ok) return false;
    }
    return true;
}

/* Classes with fields of their own and those derived from them take __new__ from the base. */
static bool inherits_new(int id) {
    switch (id) {
    case KI_EXC_AttributeError:
    case KI_EXC_ExceptionGroup:
    case KI_EXC_ImportError:
    case KI_EXC_KeyError:
    case KI_EXC_NameError:
    case KI_EXC_StopIteration:
    case KI_EXC_SyntaxError:
    case KI_EXC_SystemExit:
        return true;
    }
    switch (rows[id].base) {
    case KI_EXC_ConnectionError:
    case KI_EXC_ImportError:
    case KI_EXC_IndentationError:
    case KI_EXC_NameError:
    case KI_EXC_OSError:
    case KI_EXC_SyntaxError:
        return true;
    }
    return false;
}

/* Most classes have their own __new__ and __init__, also where they do the same as the base's. */
static bool add_construction(KiState *ks, KiType *t, int id) {
    KiSlots own = {.init = id == KI_EXC_ExceptionGroup ? NULL : t->slots->init};
    return (inherits_new(id) || ki_type_add_new(ks, t)) && ki_slot_wrappers_add(ks, t, &own);
}

static bool make_class(KiState *ks, int id) {
    KiType *base = ks->exceptions[rows[id].base];
    KiType *t = ki_type_alloc(ks, ks->types[KI_K_TYPE]);
    if (!t) return false;
    t->h.rc = KI_RC_IMMORTAL;
    t->layout = t->kind = KI_K_EXCEPTION;
    t->struct_size = sizeof(KiException);
    t->flags = base->flags & ~(uint32_t)KI_TF_IC;
    t->doc = ki_exc_doc(id);
    uint32_t n = 0;
    for (const char *const *f = ki_exc_field_names(id); f && f[n];)
        n++;
    t->n_inline = n;
    ks->exceptions[id] = t;
    return ki_type_setup_native(ks, t, rows[id].name, base, ki_exc_slots(id)) &&
           add_construction(ks, t, id) && add_fields(ks, t, id, t->root_shape->n_member - n);
}

/* ExceptionGroup derives from BaseExceptionGroup and Exception. */
static bool fix_group_bases(KiState *ks) {
    KiType *g = ks->exceptions[KI_EXC_ExceptionGroup];
    KiType *exc = ks->exceptions[KI_EXC_Exception];
    KiValue bases[2] = {ki_from_obj(ks->exceptions[KI_EXC_BaseExceptionGroup]), ki_from_obj(exc)};
    KiValue b = ki_tuple_from(ks, bases, 2);
    if (b == KI_ERR) return false;
    KiTuple *old = g->bases;
    g->bases = (KiTuple *)ki_obj(b);
    ki_decref_obj(ks, &old->h);
    KiTuple *mro = ki_mro_compute(ks, g);
    if (!mro) return false;
    ki_decref_obj(ks, &g->mro->h);
    g->mro = mro;
    return ki_type_add_sub(ks, exc, g);
}

bool ki_exceptions_init(KiState *ks) {
    ks->exceptions[KI_EXC_BaseException] = ks->types[KI_K_EXCEPTION];
    for (int i = 1; i < KI_EXC_COUNT; i++)
        if (!make_class(ks, i)) return false;
    KiValue nomem =
        fix_group_bases(ks) ? ki_exc_new(ks, ks->exceptions[KI_EXC_MemoryError], NULL, 0) : KI_ERR;
    if (nomem == KI_ERR) return false;
    ks->memory_error = nomem;
    return true;
}

/* --- attributes and methods --- */

static KiValue get_args(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_exc_of(self)->args);
}
static bool set_args(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "args may not be deleted");
        return false;
    }
    KiTuple *t = ki_to_tuple(ks, v);
    if (t) ki_assign(ks, &ki_exc_of(self)->args, ki_from_obj(t));
    return t != NULL;
}

static KiValue get_traceback(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_exc_of(self)->traceback);
}
static bool set_traceback(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v != KI_NONE && !ki_is_kind(v, KI_K_TRACEBACK)) {
        ki_raise(ks, KI_EXC_TypeError,
                 v == KI_ABSENT ? "__traceback__ may not be deleted"
                                : "__traceback__ must be a traceback or None");
        return false;
    }
    ki_assign(ks, &ki_exc_of(self)->traceback, ki_new_ref(v));
    return true;
}

static bool check_link(KiState *ks, KiValue v, const char *what) {
    if (v == KI_NONE || ki_is_exception(v)) return true;
    if (v == KI_ABSENT)
        ki_raise(ks, KI_EXC_TypeError, "%s may not be deleted", what);
    else
        ki_raise(ks, KI_EXC_TypeError, "exception %s must be None or derive from BaseException",
                 what + 2);
    return false;
}
static KiValue get_context(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_exc_of(self)->context);
}
static bool set_context(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v != KI_NONE && !ki_is_exception(v)) {
        if (v == KI_ABSENT) return check_link(ks, v, "__context__");
        ki_raise(ks, KI_EXC_TypeError,
                 "exception context must be None or derive from BaseException");
        return false;
    }
    ki_assign(ks, &ki_exc_of(self)->context, ki_new_ref(v));
    return true;
}
static KiValue get_cause(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_exc_of(self)->cause);
}
static bool set_cause(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v != KI_NONE && !ki_is_exception(v)) {
        if (v == KI_ABSENT) return check_link(ks, v, "__cause__");
        ki_raise(ks, KI_EXC_TypeError, "exception cause must be None or derive from BaseException");
        return false;
    }
    ki_assign(ks, &ki_exc_of(self)->cause, ki_new_ref(v));
    ki_exc_of(self)->suppress_context = true;
    return true;
}
static KiValue get_suppress(KiState *ks, KiValue self, void *closure) {
    return ki_bool(ki_exc_of(self)->suppress_context);
}
static bool set_suppress(KiState *ks, KiValue self, KiValue v, void *closure) {
    int t = v == KI_ABSENT ? 0 : ki_truth(ks, v);
    ki_exc_of(self)->suppress_context = t > 0;
    return t >= 0;
}
static KiValue get_dict(KiState *ks, KiValue self, void *closure) {
    KiDict *d = ki_instance_dict(ks, ki_obj(self));
    return d ? ki_new_ref(ki_from_obj(d)) : KI_ERR;
}
static bool set_dict(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiDict *d = v != KI_ABSENT && ki_is_dict(v) ? ki_instance_dict(ks, ki_obj(self)) : NULL;
    if (!d) {
        if (v == KI_ABSENT)
            ki_raise(ks, KI_EXC_TypeError, "cannot delete __dict__");
        else if (!ki_pending(ks))
            ki_raise(ks, KI_EXC_TypeError, "__dict__ must be set to a dictionary, not a '%s'",
                     ki_type_name(ks, v));
        return false;
    }
    ki_incref(v);
    ki_ext(ki_obj(self))->overflow = ki_obj(v);
    ki_decref_obj(ks, (KiObj *)d);
    return true;
}

static const KiGetsetDef exc_getsets[] = {
    {"__suppress_context__", get_suppress, set_suppress, NULL, NULL},
    {"__dict__", get_dict, set_dict, NULL, NULL},
    {"args", get_args, set_args, NULL, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL, NULL},
    {"__context__", get_context, set_context, NULL, NULL},
    {"__cause__", get_cause, set_cause, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static KiValue with_traceback(KiState *ks, KiValue *args, int nargs) {
    return set_traceback(ks, args[0], args[1], NULL) ? ki_new_ref(args[0]) : KI_ERR;
}

static KiValue add_note(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "note must be a str, not '%s'",
                        ki_type_name(ks, args[1]));
    KiValue notes = ki_getattr_opt(ks, args[0], ks->names.d_notes);
    if (notes == KI_ERR) return KI_ERR;
    if (notes == KI_ABSENT) {
        KiList *l = ki_list_new(ks, 1);
        if (!l) return KI_ERR;
        notes = ki_from_obj(l);
        if (!ki_setattr(ks, args[0], ks->names.d_notes, notes)) {
            ki_decref(ks, notes);
            return KI_ERR;
        }
    }
    bool ok = ki_is_list(notes);
    if (!ok) ki_raise(ks, KI_EXC_TypeError, "Cannot add note: __notes__ is not a list");
    ok = ok && ki_list_append(ks, ki_list_of(notes), args[1]);
    ki_decref(ks, notes);
    return ok ? KI_NONE : KI_ERR;
}

static KiValue exc_setstate(KiState *ks, KiValue *args, int nargs) {
    KiValue state = args[1], key, value;
    if (state == KI_NONE) return KI_NONE;
    if (!ki_is_dict(state)) return ki_raise(ks, KI_EXC_TypeError, "state is not a dictionary");
    int64_t pos = 0;
    while (ki_dict_next(ki_dict_of(state), &pos, &key, &value)) {
        ki_incref(key);
        ki_incref(value);
        bool ok = ki_is_str(key) && ki_setattr(ks, args[0], ki_str_of(key), value);
        ki_decref(ks, key);
        ki_decref(ks, value);
        if (!ok)
            return ki_pending(ks) ? KI_ERR
                                  : ki_raise(ks, KI_EXC_TypeError, "state is not a dictionary");
    }
    return KI_NONE;
}

/* The instance dict, or ABSENT while nobody has needed one. Owned. */
static KiValue dict_state(KiState *ks, KiValue self) {
    bool made = ki_obj(self)->shape->dict_mode;
    KiDict *d = ki_instance_dict_copy(ks, ki_obj(self));
    if (!d) return KI_ERR;
    if (d->used || made) return ki_from_obj(d);
    ki_decref_obj(ks, (KiObj *)d);
    return KI_ABSENT;
}

static KiValue exc_reduce(KiState *ks, KiValue *args, int nargs) {
    KiValue state = dict_state(ks, args[0]), r;
    if (state == KI_ERR) return KI_ERR;
    KiValue cls = ki_from_obj(ki_type_of(ks, args[0])), a = ki_exc_of(args[0])->args;
    r = state == KI_ABSENT ? ki_tuple_pack(ks, 2, cls, a) : ki_tuple_pack(ks, 3, cls, a, state);
    ki_decref(ks, state);
    return r;
}

static const KiDef exc_methods[] = {
    {"__reduce__", "(self, /)", exc_reduce, NULL, KI_DEF_UNSIGNED},
    {"__setstate__", "(self, state, /)", exc_setstate, NULL, KI_DEF_UNSIGNED},
    {"with_traceback", "(self, tb, /)", with_traceback,
     "Set self.__traceback__ to tb and return self.", KI_DEF_UNSIGNED},
    {"add_note", "(self, note, /)", add_note, "Add a note to the exception; tracebacks show it.",
     KI_DEF_UNSIGNED},
    KI_DEF_END};

bool ki_exceptions_methods_init(KiState *ks) {
    KiType *t = ks->types[KI_K_EXCEPTION];
    return ki_type_add_methods(ks, t, exc_methods) && ki_type_add_getsets(ks, t, exc_getsets) &&
           ki_group_methods_init(ks);
}

/* --- matching --- */

/* Whether exc is an instance of a class or of one of a tuple of classes, as `except` tests. */
int ki_exc_matches(KiState *ks, KiValue exc, KiValue match) {
    if (ki_is_tuple(match)) {
        KiTuple *t = ki_tuple_of(match);
        int r = 0;
        for (int64_t i = 0; !r && i < t->len; i++)
            r = ki_exc_matches(ks, exc, t->items[i]);
        return r;
    }
    if (!ki_is_type(match) || !ki_is_subtype((KiType *)ki_obj(match), ks->types[KI_K_EXCEPTION])) {
        ki_raise(ks, KI_EXC_TypeError,
                 "catching classes that do not inherit from BaseException is not allowed");
        return -1;
    }
    KiType *t = ki_is_type(exc) ? (KiType *)ki_obj(exc) : ki_type_of(ks, exc);
    return ki_is_subtype(t, (KiType *)ki_obj(match));
}
