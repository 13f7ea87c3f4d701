/* Errors of calls of functions in Python that stand for native ones of CPython (_kukri.as_native):
 * wrong arguments are told as for a function in C with the same parameters. How many were given by
 * position and the names of the others mostly tell it. C's parser converts one argument after the
 * other, though, and what it cannot convert comes before what is missing further on: where that is
 * so, parameters have their conversion as annotation. A conversion gets the default of what was not
 * given: it refuses that where CPython's constructor needs the argument and ours does not. */
#include <stdio.h>
#include <string.h>

#include "../object/native.h"
#include "../object/slot.h"
#include "vm.h"

typedef struct Call {
    KiFunc *f;
    KiCode *c;
    int n_self;           /* parameters that the call's text does not count: the object or class */
    int n_pos, required;  /* positional parameters, without these */
    int given;            /* arguments by position, likewise */
    KiTuple *names;       /* keywords of the call, or NULL */
    const KiValue *bound; /* values of parameters, as far as they are bound */
    const KiValue *rest;  /* those of keywords that are not bound */
    const char *name;     /* in messages about keywords */
    char class_name[64];  /* what name is for __new__ */
    const char *end;      /* "()" behind it */
    bool tuple;           /* positional arguments are parsed from a tuple */
    bool cython;          /* Cython's code reads the arguments */
} Call;

static const char *text_of(KiState *ks, KiValue v) {
    const char *s = ki_is_str(v) ? ki_str_utf8(ks, ki_str_of(v), NULL) : NULL;
    return s ? s : "?";
}

static const char *plural(int n) {
    return n == 1 ? "" : "s";
}

static int n_keywords(const Call *call) {
    return call->names ? (int)call->names->len : 0;
}

/* Index of the parameter of that name among those that keywords can name, or -1. */
static int find_param(KiState *ks, const KiCode *c, KiValue name) {
    for (int i = c->n_posonly; ki_is_str(name) && i < c->n_args + c->n_kwonly; i++)
        if (ki_str_eq(ks, ki_str_of(c->local_names[i]), ki_str_of(name))) return i;
    return -1;
}

static bool given_by_name(KiState *ks, const Call *call, int param) {
    for (int i = 0; i < n_keywords(call); i++)
        if (find_param(ks, call->c, call->names->items[i]) == param) return true;
    return false;
}

/* "OrderedDict.copy" for methods and what has no module, "decimal.getcontext" for functions. */
static void raise_named(KiState *ks, const Call *call, const char *what, int n) {
    KiFunc *f = call->f;
    bool method = call->n_self > 0 || !ki_is_str(f->module);
    const char *prefix = method ? "" : text_of(ks, f->module), *dot = method ? "" : ".",
               *name = text_of(ks, f->qualname);
    if (n < 0)
        ki_raise(ks, KI_EXC_TypeError, "%s%s%s() %s", prefix, dot, name, what);
    else
        ki_raise(ks, KI_EXC_TypeError, "%s%s%s() %s (%d given)", prefix, dot, name, what, n);
}

/* "pow expected at least 2 arguments, got 1" */
static void raise_range(KiState *ks, const Call *call, const char *name) {
    bool few = call->given < call->required;
    int bound = few ? call->required : call->n_pos;
    const char *how = call->required == call->n_pos ? "" : few ? "at least " : "at most ";
    ki_raise(ks, KI_EXC_TypeError, "%s expected %s%d argument%s, got %d", name, how, bound,
             plural(bound), call->given);
}

static void positional_only(KiState *ks, const Call *call) {
    int min = call->required, max = call->n_pos, got = call->given;
    int bound = got < min ? min : max;
    const char *how = got < min ? "at least " : "at most ";
    bool constructor = call->name == call->class_name;
    if (constructor && n_keywords(call))
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", call->name);
    else if (constructor && max == 0)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no positional arguments", call->name);
    else if (n_keywords(call) && call->tuple)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments",
                 text_of(ks, call->f->name));
    else if (n_keywords(call))
        raise_named(ks, call, "takes no keyword arguments", -1);
    else if (call->tuple)
        ki_raise(ks, KI_EXC_TypeError, "%s%s takes %s%d argument%s (%d given)", call->name,
                 call->end, min == max ? "exactly " : how, bound, plural(bound), got);
    else if (max == 0)
        raise_named(ks, call, "takes no arguments", got);
    else if (max == 1 && min == 1 && !constructor)
        raise_named(ks, call, "takes exactly one argument", got);
    else
        raise_range(ks, call, call->name);
}

/* The conversion of a parameter, borrowed, or KI_ABSENT: annotations are a dict once somebody has
 * asked for them, as class methods do. */
static KiValue conversion_of(KiState *ks, const Call *call, int param) {
    KiValue all = call->f->annotations;
    if (all != KI_ABSENT && ki_is_dict(all))
        return ki_dict_get(ks, ki_dict_of(all), call->c->local_names[param]);
    KiTuple *t = all != KI_ABSENT && ki_is_tuple(all) ? ki_tuple_of(all) : NULL;
    for (int64_t i = 0; t && i + 1 < t->len; i += 2)
        if (ki_is_str(t->items[i]) &&
            ki_str_eq(ks, ki_str_of(t->items[i]), ki_str_of(call->c->local_names[param])))
            return t->items[i + 1];
    return KI_ABSENT;
}

/* What a parameter would get: its argument, or its default; borrowed. */
static KiValue value_of(KiState *ks, const Call *call, int param) {
    if (call->bound[param] != KI_UNBOUND) return call->bound[param];
    for (int i = 0; i < n_keywords(call); i++)
        if (call->rest[i] != KI_UNBOUND && find_param(ks, call->c, call->names->items[i]) == param)
            return call->rest[i];
    KiValue defaults = call->f->defaults;
    int at = param - (call->n_self + call->required);
    return ki_is_ptr(defaults) && at >= 0 && param < call->c->n_args
               ? ((KiTuple *)ki_obj(defaults))->items[at]
               : KI_UNBOUND;
}

/* Whether the value for a parameter converts, if there is one; false: its error is pending. */
static bool converts(KiState *ks, const Call *call, int param) {
    KiValue v = value_of(ks, call, param);
    KiValue f = v == KI_UNBOUND ? KI_ABSENT : conversion_of(ks, call, param);
    if (f == KI_ABSENT) return true;
    KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, v);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* The first parameter that has a value by position and one by name, or -1. */
static int given_twice(KiState *ks, const Call *call) {
    for (int i = 0; i < call->given; i++)
        if (given_by_name(ks, call, i + call->n_self)) return i;
    return -1;
}

/* C's parser goes from one parameter to the next, and looks at what is left over at the end. */
static void with_keywords(KiState *ks, const Call *call) {
    KiCode *c = call->c;
    int all = call->n_pos + c->n_kwonly, n_kw = n_keywords(call);
    const char *name = call->name, *end = call->end;
    if (call->given + n_kw > all) {
        ki_raise(ks, KI_EXC_TypeError, "%s%s takes at most %d %sargument%s (%d given)", name, end,
                 all, call->given ? "" : "keyword ", plural(all), call->given + n_kw);
        return;
    }
    for (int i = 0; i < all; i++) {
        int param = i + call->n_self;
        if (i == call->n_pos && call->given > i) {
            ki_raise(ks, KI_EXC_TypeError, "%s%s takes %s %d positional argument%s (%d given)",
                     name, end, call->required < i ? "at most" : "exactly", i, plural(i),
                     call->given);
            return;
        }
        if (i >= call->given && i < call->required && !given_by_name(ks, call, param)) {
            ki_raise(ks, KI_EXC_TypeError, "%s%s missing required argument '%s' (pos %d)", name,
                     end, text_of(ks, c->local_names[param]), i + 1);
            return;
        }
        if (!converts(ks, call, param)) return;
    }
    int twice = given_twice(ks, call);
    if (twice >= 0) {
        ki_raise(ks, KI_EXC_TypeError, "argument for %s%s given by name ('%s') and position (%d)",
                 name, end, text_of(ks, c->local_names[twice + call->n_self]), twice + 1);
        return;
    }
    for (int i = 0; i < n_kw; i++) {
        if (find_param(ks, c, call->names->items[i]) >= call->n_self) continue;
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s%s",
                 text_of(ks, call->names->items[i]), end[0] ? name : "this function", end);
        return;
    }
}

/* "strptime" of "datetime.strptime", "date" of "date.__new__". */
static void name_call(KiState *ks, Call *call) {
    KiFunc *f = call->f;
    uint32_t flags = call->c->flags;
    call->name = text_of(ks, f->name);
    call->end = "()";
    snprintf(call->class_name, sizeof call->class_name, "%s", text_of(ks, f->qualname));
    call->class_name[strcspn(call->class_name, ".")] = 0;
    call->cython = (flags & (uint32_t)KI_CO_NATIVE_CYTHON) == (uint32_t)KI_CO_NATIVE_CYTHON;
    if (call->cython) return;
    call->tuple = flags & (uint32_t)KI_CO_NATIVE_TUPLE;
    if (flags & KI_CO_NATIVE_UNNAMED) {
        call->name = "function";
        call->end = "";
        call->tuple = call->n_pos > 1 || call->required < call->n_pos;
    } else if (!call->tuple &&
               (!strcmp(call->name, "__new__") || !strcmp(call->name, "__init__"))) {
        call->name = call->class_name;
    }
}

/* Whether native types have a function of that name by a slot. */
static bool names_slot(KiState *ks, KiValue name) {
    for (int i = 0; i < ki_n_slot_rows; i++)
        if (ki_slot_rows[i].wrap != KI_WRAP_NONE &&
            ki_str_eq(ks, ki_row_name(ks, &ki_slot_rows[i]), ki_str_of(name)))
            return ki_slot_rows[i].wrap != KI_WRAP_INIT;
    return false;
}

static void slot_wrapper(KiState *ks, const Call *call) {
    if (n_keywords(call))
        ki_raise(ks, KI_EXC_TypeError, "wrapper %s() takes no keyword arguments",
                 text_of(ks, call->f->name));
    else if (call->required == call->n_pos)
        ki_raise(ks, KI_EXC_TypeError, "expected %d argument%s, got %d", call->required,
                 plural(call->required), call->given);
    else
        raise_range(ks, call, "");
}

/* A single parameter that has to be given makes a method that CPython itself calls. */
static bool takes_one(const Call *call) {
    return call->n_self && call->n_pos == 1 && call->required == 1 && !call->c->n_kwonly &&
           strcmp(call->name, "__init__") != 0;
}

static void cython(KiState *ks, const Call *call) {
    KiCode *c = call->c;
    if (takes_one(call) || call->n_pos + c->n_kwonly == 0) {
        if (n_keywords(call))
            raise_named(ks, call, "takes no keyword arguments", -1);
        else
            raise_named(ks, call, call->n_pos ? "takes exactly one argument" : "takes no arguments",
                        call->given);
        return;
    }
    int got = call->given;
    while (got < call->required && given_by_name(ks, call, got + call->n_self))
        got++;
    if (call->given > call->n_pos) got = call->given;
    if (got < call->required || got > call->n_pos) {
        ki_raise_cython_count(ks, call->name, call->required, call->n_pos, got);
        return;
    }
    for (int i = 0; i < n_keywords(call); i++) {
        int at = find_param(ks, c, call->names->items[i]);
        const char *what = at < call->n_self ? "an unexpected keyword argument"
                           : at < call->n_self + call->given
                               ? "multiple values for keyword argument"
                               : NULL;
        if (!what) continue;
        ki_raise(ks, KI_EXC_TypeError, "%s() got %s '%s'", call->name, what,
                 text_of(ks, call->names->items[i]));
        return;
    }
}

void ki_vm_raise_as_native(KiState *ks, KiFunc *f, const KiValue *bound, const KiValue *rest,
                           int given, KiTuple *names) {
    KiCode *c = f->code;
    int n_def = ki_is_ptr(f->defaults) ? (int)((KiTuple *)ki_obj(f->defaults))->len : 0;
    Call call = {.f = f, .c = c, .names = names, .bound = bound, .rest = rest};
    ki_clear_exc(ks);
    call.n_self = c->flags & KI_CO_NATIVE_METHOD && c->n_args > 0;
    call.n_pos = c->n_args - call.n_self;
    call.required = call.n_pos < n_def ? 0 : call.n_pos - n_def;
    call.given = given - call.n_self;
    name_call(ks, &call);
    bool slot = call.n_self && ki_is_str(f->name) && names_slot(ks, f->name);
    if (call.given < 0 && slot)
        ki_raise(ks, KI_EXC_TypeError, "descriptor '%s' of '%s.%s' object needs an argument",
                 text_of(ks, f->name), text_of(ks, f->module), call.class_name);
    else if (call.given < 0)
        ki_raise(ks, KI_EXC_TypeError, "unbound method %s() needs an argument",
                 text_of(ks, f->qualname));
    else if (c->flags & KI_CO_VARARGS)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", text_of(ks, f->name));
    else if (call.cython)
        cython(ks, &call);
    else if (slot)
        slot_wrapper(ks, &call);
    else if (!c->n_kwonly && (c->n_posonly >= c->n_args || call.n_pos == 0))
        positional_only(ks, &call);
    else
        with_keywords(ks, &call);
}
