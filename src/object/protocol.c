/* Text of any value (repr, str, ascii, format), isinstance and issubclass, paths. */
#include "../base/strbuf.h"
#include "../base/utf8.h"
#include "containers.h"
#include "depth.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

/* --- text --- */

/* A result that must be a str; consumed. */
static KiValue checked_str(KiState *ks, KiValue r, const char *method) {
    if (r == KI_ERR || KB_LIKELY(ki_is_str(r))) return r;
    ki_raise(ks, KI_EXC_TypeError, "%s returned non-string (type %s)", method, ki_type_name(ks, r));
    ki_decref(ks, r);
    return KI_ERR;
}

/* As in CPython, what asks an object counts as a call. */
bool ki_depth_enter_slow(KiState *ks, const char *where) {
    int room = ks->recursion_limit - ks->depth;
    if (KB_UNLIKELY(room <= 1) && ks->vm && (room <= 0 || ki_in_counted_native(ks))) {
        if (room <= 0 && ki_in_counted_native(ks)) where = KI_IN_CALL;
        ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded%s", where);
        return false;
    }
    if (!ki_c_stack_ok(ks, where)) return false;
    ks->depth++;
    return true;
}

KiValue ki_repr(KiState *ks, KiValue v) {
    if (!ki_depth_enter(ks, " while getting the repr of an object")) return KI_ERR;
    KiValue r = ki_type_of(ks, v)->slots->repr(ks, v);
    ks->depth--;
    return checked_str(ks, r, "__repr__");
}

KiValue ki_str(KiState *ks, KiValue v) {
    if (ki_is_str_exact(v)) return ki_new_ref(v);
    if (ki_is_int(v) || ki_is_bigint(v)) {
        KiStr *s = ki_int_to_str(ks, v, 10);
        return s ? ki_from_obj(s) : KI_ERR;
    }
    if (!ki_depth_enter(ks, KI_IN_STR)) return KI_ERR;
    KiValue r = ki_type_of(ks, v)->slots->str(ks, v);
    ks->depth--;
    return checked_str(ks, r, "__str__");
}

KiValue ki_ascii(KiState *ks, KiValue v) {
    if (ki_is_str_exact(v)) return ki_str_ascii_repr(ks, ki_str_of(v));
    KiValue r = ki_repr(ks, v);
    if (r == KI_ERR || (ki_str_of(r)->h.flags & KI_STR_ASCII)) return r;
    KiStr *s = ki_str_of(r);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    for (size_t i = 0; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (c < 128) {
            kb_strbuf_putc(&b, (char)c);
            continue;
        }
        char text[10];
        kb_strbuf_append(&b, text, (size_t)(kb_put_escape(text, c) - text));
    }
    KiValue out =
        b.failed ? ki_raise_nomem(ks) : ki_str_from_ascii(ks, b.data ? b.data : "", b.len);
    kb_strbuf_free(&b);
    ki_decref(ks, r);
    return out;
}

KiValue ki_format(KiState *ks, KiValue v, KiValue spec) {
    bool empty = spec == KI_ABSENT || ki_str_of(spec)->len == 0;
    if (empty && (ki_is_str_exact(v) || ki_is_int(v) || ki_is_float(v))) return ki_str(ks, v);
    KiValue arg = spec == KI_ABSENT ? ks->empty_str : spec;
    /* object.__format__ is a native method of one argument */
    bool counted = empty && ki_type_lookup(ks, ki_type_of(ks, v), ks->names.d_format) ==
                                ki_type_lookup(ks, ks->types[KI_K_OBJECT], ks->names.d_format);
    if (counted && !ki_depth_enter(ks, KI_IN_CALL)) return KI_ERR;
    KiValue r = ki_slot_call(ks, v, ks->names.d_format, &arg, 1);
    ks->depth -= counted;
    if (r == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "Type %s doesn't define __format__",
                        ki_type_name(ks, v));
    if (r == KI_ERR || ki_is_str(r)) return r;
    ki_raise(ks, KI_EXC_TypeError, "__format__ must return a str, not %s", ki_type_name(ks, r));
    ki_decref(ks, r);
    return KI_ERR;
}

int ki_repr_enter(KiState *ks, KiValue v) {
    for (uint32_t i = 0; i < ks->n_repr; i++)
        if (ks->repr_stack[i] == v) return 1;
    if (!ki_c_stack_ok(ks, " while getting the repr of an object")) return -1;
    if (ks->n_repr == ks->cap_repr) {
        uint32_t cap = ks->cap_repr ? ks->cap_repr * 2 : 16;
        KiValue *n = ki_mem_realloc(ks, ks->repr_stack, ks->cap_repr * sizeof *n, cap * sizeof *n);
        if (!n) return -1;
        ks->repr_stack = n;
        ks->cap_repr = cap;
    }
    ks->repr_stack[ks->n_repr++] = v;
    return 0;
}

void ki_repr_leave(KiState *ks, KiValue v) {
    for (uint32_t i = ks->n_repr; i-- > 0;)
        if (ks->repr_stack[i] == v) {
            memmove(&ks->repr_stack[i], &ks->repr_stack[i + 1], (ks->n_repr - i - 1) * sizeof v);
            ks->n_repr--;
            return;
        }
}

/* --- isinstance --- */

static const char instance_arg2[] =
    "isinstance() arg 2 must be a type, a tuple of types, or a union";
static const char subclass_arg2[] =
    "issubclass() arg 2 must be a class, a tuple of classes, or a union";

/* __bases__ of a non-type that pretends to be a class: an owned tuple, ABSENT if it is not one. */
static KiValue abstract_bases(KiState *ks, KiValue cls) {
    KiValue b = ki_getattr_opt(ks, cls, ks->names.d_bases);
    if (b == KI_ERR || b == KI_ABSENT || ki_is_tuple(b)) return b;
    ki_decref(ks, b);
    return KI_ABSENT;
}

static int abstract_subclass(KiState *ks, KiValue derived, KiValue cls) {
    if (derived == cls) return 1;
    if (!ki_c_stack_ok(ks, " in __subclasscheck__")) return -1;
    KiValue bases = abstract_bases(ks, derived);
    if (bases == KI_ERR) return -1;
    if (bases == KI_ABSENT) return 0;
    int r = 0;
    for (int64_t i = 0; !r && i < ki_tuple_of(bases)->len; i++)
        r = abstract_subclass(ks, ki_tuple_of(bases)->items[i], cls);
    ki_decref(ks, bases);
    return r;
}

/* 1 if v can be an argument of abstract_subclass, else 0 with TypeError, or -1. */
static int check_class(KiState *ks, KiValue v, const char *message) {
    if (ki_is_type(v)) return 1;
    KiValue bases = abstract_bases(ks, v);
    if (bases == KI_ERR) return -1;
    if (bases == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "%s", message);
        return -1;
    }
    ki_decref(ks, bases);
    return 1;
}

int ki_isinstance_default(KiState *ks, KiValue v, KiValue cls) {
    KiType *t = ki_type_of(ks, v);
    if (ki_is_type(cls) && ki_is_subtype(t, (KiType *)ki_obj(cls))) return 1;
    if (!ki_is_type(cls) && check_class(ks, cls, instance_arg2) < 0) return -1;
    if (!(t->flags & KI_TF_HEAP) && !ki_is_kind(v, KI_K_OPAQUE))
        return 0; /* a plain built-in object cannot claim another class */
    KiValue k = ki_getattr_opt(ks, v, ks->names.d_class);
    if (k == KI_ERR) return -1;
    int r = 0;
    if (k != KI_ABSENT && k != ki_from_obj(t))
        r = ki_is_type(cls)
                ? ki_is_type(k) && ki_is_subtype((KiType *)ki_obj(k), (KiType *)ki_obj(cls))
                : abstract_subclass(ks, k, cls);
    if (k != KI_ABSENT) ki_decref(ks, k);
    return r;
}

int ki_issubclass_default(KiState *ks, KiValue c, KiValue cls) {
    if (ki_is_type(c) && ki_is_type(cls))
        return ki_is_subtype((KiType *)ki_obj(c), (KiType *)ki_obj(cls));
    if (check_class(ks, c, "issubclass() arg 1 must be a class") < 0 ||
        check_class(ks, cls, subclass_arg2) < 0)
        return -1;
    return abstract_subclass(ks, c, cls);
}

/* The check through cls's type's method `name`; 2: it has none but that of type, a call of which
 * would be a level of its own. */
static int by_hook(KiState *ks, KiValue cls, KiStr *name, KiValue v) {
    if (ki_is_type(cls)) {
        KiValue hook = ki_type_lookup(ks, ki_type_of(ks, cls), name);
        if (hook == ki_type_lookup(ks, ks->types[KI_K_TYPE], name))
            return ki_depth_room(ks, KI_IN_CALL) ? 2 : -1;
    }
    KiValue r = ki_slot_call(ks, cls, name, &v, 1);
    if (r == KI_ABSENT) return 2;
    if (r == KI_ERR) return -1;
    int t = ki_truth(ks, r);
    ki_decref(ks, r);
    return t;
}

int ki_isinstance(KiState *ks, KiValue v, KiValue cls) {
    if (ki_from_obj(ki_type_of(ks, v)) == cls) return 1;
    if (ki_is_ptr(cls) && ki_obj_type(ki_obj(cls)) == ks->types[KI_K_TYPE])
        return ki_isinstance_default(ks, v, cls);
    if (!ki_depth_enter(ks, " in __instancecheck__")) return -1;
    int r = 0;
    if (ki_is_tuple(cls))
        for (int64_t i = 0; !r && i < ki_tuple_of(cls)->len; i++)
            r = ki_isinstance(ks, v, ki_tuple_of(cls)->items[i]);
    else
        r = by_hook(ks, cls, ks->names.d_instancecheck, v);
    ks->depth--;
    return r == 2 ? ki_isinstance_default(ks, v, cls) : r;
}

int ki_issubclass(KiState *ks, KiValue c, KiValue cls) {
    if (ki_is_ptr(cls) && ki_obj_type(ki_obj(cls)) == ks->types[KI_K_TYPE])
        return c == cls ? 1 : ki_issubclass_default(ks, c, cls);
    if (!ki_depth_enter(ks, " in __subclasscheck__")) return -1;
    int r = 0;
    if (ki_is_tuple(cls))
        for (int64_t i = 0; !r && i < ki_tuple_of(cls)->len; i++)
            r = ki_issubclass(ks, c, ki_tuple_of(cls)->items[i]);
    else
        r = by_hook(ks, cls, ks->names.d_subclasscheck, c);
    ks->depth--;
    return r == 2 ? ki_issubclass_default(ks, c, cls) : r;
}

/* --- paths --- */

KiValue ki_fspath(KiState *ks, KiValue v) {
    if (ki_is_str(v) || ki_is_bytes(v)) return ki_new_ref(v);
    KiValue r = ki_slot_call(ks, v, ks->names.d_fspath, NULL, 0);
    if (r == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "expected str, bytes or os.PathLike object, not %s",
                        ki_type_short_name(ks, v));
    if (r == KI_ERR || ki_is_str(r) || ki_is_bytes(r)) return r;
    ki_raise(ks, KI_EXC_TypeError, "expected %s.__fspath__() to return str or bytes, not %s",
             ki_type_short_name(ks, v), ki_type_short_name(ks, r));
    ki_decref(ks, r);
    return KI_ERR;
}
