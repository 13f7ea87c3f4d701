/* The type `object`: what every value can do, and the singletons None, Ellipsis and NotImplemented.
 */
#include "audit.h"
#include "containers.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"
#include "type_layout.h"

/* --- instantiation --- */

static KiValue abstract_error(KiState *ks, KiType *cls) {
    KiValue names = ki_getattr(ks, ki_from_obj(cls), ks->names.d_abstractmethods);
    KiList *l = names == KI_ERR ? NULL : ki_to_list(ks, names);
    if (names != KI_ERR) ki_decref(ks, names);
    if (!l) return KI_ERR;
    KiValue sep = KI_ERR, text = KI_ERR;
    if (ki_list_sort(ks, l, KI_NONE, false) && (sep = ki_text(ks, ", ")) != KI_ERR)
        text = ki_str_join(ks, ki_str_of(sep), ki_from_obj(l));
    if (text != KI_ERR) {
        ki_raise(ks, KI_EXC_TypeError,
                 "Can't instantiate abstract class %s with abstract method%s %s",
                 ki_type_cname(ks, cls), l->len > 1 ? "s" : "", ki_cstr(ks, ki_str_of(text)));
        ki_decref(ks, text);
    }
    if (sep != KI_ERR) ki_decref(ks, sep);
    ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

KiValue ki_object_new_(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (KB_UNLIKELY(nargs || ki_n_kw(kwnames))) {
        if (cls->slots->new_ != ki_object_new_)
            return ki_raise(
                ks, KI_EXC_TypeError,
                "object.__new__() takes exactly one argument (the type to instantiate)");
        if (cls->slots->init == ki_object_init)
            return ki_raise(ks, KI_EXC_TypeError, "%s() takes no arguments",
                            ki_type_cname(ks, cls));
    }
    if (KB_UNLIKELY(cls->flags & KI_TF_ABSTRACT)) return abstract_error(ks, cls);
    KiObj *o = ki_instance_alloc(ks, cls);
    return o ? ki_from_obj(o) : KI_ERR;
}

bool ki_object_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (KB_LIKELY(!nargs && !ki_n_kw(kwnames))) return true;
    KiType *t = ki_type_of(ks, self);
    if (t->slots->init != ki_object_init)
        ki_raise(ks, KI_EXC_TypeError,
                 "object.__init__() takes exactly one argument (the instance to initialize)");
    else if (t->slots->new_ == ki_object_new_)
        ki_raise(ks, KI_EXC_TypeError,
                 "%s.__init__() takes exactly one argument (the instance to initialize)",
                 ki_type_cname(ks, t));
    return !ki_pending(ks);
}

/* --- basics --- */

static KiValue object_repr(KiState *ks, KiValue self) {
    KiType *t = ki_type_of(ks, self);
    KiValue m = ki_getattr_opt(ks, ki_from_obj(t), ks->names.d_module), r;
    if (m == KI_ERR) return KI_ERR;
    if (m == KI_ABSENT || !ki_is_str(m) || ki_str_eq_cstr(ki_str_of(m), "builtins"))
        r = ki_str_format(ks, "<%s object at %p>", ki_type_cname(ks, t), (void *)ki_obj(self));
    else
        r = ki_str_format(ks, "<%s.%s object at %p>", ki_cstr(ks, ki_str_of(m)),
                          ki_cstr(ks, t->qualname), (void *)ki_obj(self));
    ki_decref(ks, m);
    return r;
}
static KiValue object_str(KiState *ks, KiValue self) {
    return ki_slots_of(ks, self)->repr(ks, self); /* unchecked: str() checks what it gets */
}

static bool object_hash(KiState *ks, KiValue self, int64_t *out) {
    *out = ki_identity_hash(self);
    return true;
}

static KiValue object_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (op == KI_EQ) return a == b ? KI_TRUE : KI_NOT_IMPLEMENTED;
    if (op != KI_NE) return KI_NOT_IMPLEMENTED;
    KiValue (*f)(KiState *, KiValue, KiValue, KiCompareOp) = ki_type_of(ks, a)->slots->compare;
    KiValue r = f ? f(ks, a, b, KI_EQ) : KI_NOT_IMPLEMENTED;
    if (r == KI_ERR || r == KI_NOT_IMPLEMENTED) return r;
    int t = ki_truth(ks, r);
    ki_decref(ks, r);
    return t < 0 ? KI_ERR : ki_bool(!t);
}

extern const KiSlots ki_object_slots, ki_none_slots, ki_ellipsis_slots, ki_notimpl_slots,
    ki_opaque_slots;

const KiSlots ki_object_slots = {.repr = object_repr,
                                 .str = object_str,
                                 .hash = object_hash,
                                 .compare = object_compare,
                                 .getattr = ki_generic_getattr,
                                 .setattr = ki_generic_setattr,
                                 .new_ = ki_object_new_,
                                 .init = ki_object_init};

/* --- attributes --- */

static KiValue get_class(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(ki_from_obj(ki_type_of(ks, self)));
}

static bool same_storage(const KiType *a, const KiType *b) {
    return a->layout == b->layout && a->struct_size == b->struct_size &&
           a->ext_offset == b->ext_offset && a->root_shape->n_member == b->root_shape->n_member &&
           (a->flags & (KI_TF_HAS_DICT | KI_TF_BOXED)) ==
               (b->flags & (KI_TF_HAS_DICT | KI_TF_BOXED));
}

/* The nearest class in the chain of bases whose instances hold more than those of its own base. */
static const KiType *adding_base(const KiType *t) {
    const uint32_t own = KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF;
    while ((t->flags & KI_TF_HEAP) && t->layout == t->base->layout &&
           t->root_shape->n_member == t->base->root_shape->n_member &&
           (t->flags & own) == (t->base->flags & own))
        t = t->base;
    return t;
}

/* Whether a and b, which extend the same base, add the same __slots__. */
static bool same_members(KiState *ks, const KiType *a, const KiType *b) {
    int64_t pos = 0;
    KiValue name, m;
    while (ki_dict_next(a->dict, &pos, &name, &m)) {
        if (!ki_is_kind(m, KI_K_MEMBER)) continue;
        KiValue other = ki_dict_get_str(ks, b->dict, ki_str_of(name));
        if (!ki_is_kind(other, KI_K_MEMBER) ||
            ((KiMember *)ki_obj(m))->slot != ((KiMember *)ki_obj(other))->slot)
            return false;
    }
    return true;
}

static bool same_slots(KiState *ks, const KiType *a, const KiType *b) {
    const uint32_t own = KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF;
    a = adding_base(a);
    b = adding_base(b);
    if (a == b) return true;
    return (a->flags & b->flags & KI_TF_HEAP) && a->base == b->base &&
           (a->flags & own) == (b->flags & own) && same_members(ks, a, b);
}

bool ki_type_same_layout(KiState *ks, const KiType *a, const KiType *b) {
    return same_storage(a, b) && same_slots(ks, a, b);
}

/* Whether instances of t may become those of another class: t is one of a script, or is one in the
 * original, as torch.Tensor is. */
static bool is_mutable_class(const KiType *t) {
    return (t->flags & KI_TF_HEAP) || t->kind == KI_K_TENSOR;
}

static bool set_class(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "can't delete __class__ attribute");
        return false;
    }
    if (!ki_is_type(v)) {
        ki_raise(ks, KI_EXC_TypeError, "__class__ must be set to a class, not '%s' object",
                 ki_type_name(ks, v));
        return false;
    }
    if (!ki_audit(ks, "object.__setattr__", "OsO", self, "__class__", v)) return false;
    KiType *to = (KiType *)ki_obj(v), *from = ki_type_of(ks, self);
    if (from == to) return true;
    bool modules = from->layout == KI_K_MODULE && to->layout == KI_K_MODULE;
    if (!ki_is_ptr(self) || (!modules && !(is_mutable_class(from) && is_mutable_class(to)))) {
        ki_raise(ks, KI_EXC_TypeError,
                 "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return false;
    }
    if (modules ? !same_storage(from, to) : !ki_type_same_layout(ks, from, to)) {
        ki_raise(ks, KI_EXC_TypeError, "__class__ assignment: '%s' object layout differs from '%s'",
                 ki_type_cname(ks, to), ki_type_cname(ks, from));
        return false;
    }
    if (!ki_instance_reshape(ks, ki_obj(self), to)) return false;
    ki_obj(self)->kind = (uint8_t)to->kind;
    if (to->flags & KI_TF_HEAP) ki_incref_obj(&to->h);
    if (from->flags & KI_TF_HEAP) ki_decref_obj(ks, &from->h);
    return true;
}

static const KiGetsetDef object_getsets[] = {
    {"__class__", get_class, set_class, "the object's class", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

/* --- methods --- */

static KiValue object_init_subclass(KiState *ks, KiValue *args, int nargs) {
    return KI_NONE;
}
static KiValue object_subclasshook(KiState *ks, KiValue *args, int nargs) {
    return KI_NOT_IMPLEMENTED;
}

static KiValue object_format(KiState *ks, KiValue *args, int nargs) {
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__format__() argument must be str, not %s",
                        ki_arg_type_name(ks, args[1]));
    if (ki_str_of(args[1])->len)
        return ki_raise(ks, KI_EXC_TypeError, "unsupported format string passed to %s.__format__",
                        ki_type_name(ks, args[0]));
    return ki_str(ks, args[0]);
}

static KiValue object_sizeof(KiState *ks, KiValue *args, int nargs) {
    KiLayout l = ki_type_layout(ks, ki_type_of(ks, args[0]));
    bool counts_items = l.item && !ki_is_kind(args[0], KI_K_TYPE);
    return ki_int_from_i64(ks, counts_items ? ki_sizeof(ks, args[0]) : l.basic);
}

/* The instance's own attribute names, then those of its class, without repetition. */
static KiValue object_dir(KiState *ks, KiValue *args, int nargs) {
    KiValue own = ki_getattr_opt(ks, args[0], ks->names.d_dict), cls = KI_ERR;
    KiDict *all = own == KI_ERR ? NULL : ki_dict_new(ks);
    bool ok = all && (own == KI_ABSENT || !ki_is_dict(own) || ki_dict_update(ks, all, own, true));
    if (ok) cls = ki_getattr_opt(ks, args[0], ks->names.d_class);
    ok = ok && cls != KI_ERR;
    KiTuple *mro = ok && cls != KI_ABSENT && ki_is_type(cls) ? ((KiType *)ki_obj(cls))->mro : NULL;
    for (int64_t i = 0; ok && mro && i < mro->len; i++)
        ok = ki_dict_update(ks, all, ki_from_obj(((KiType *)ki_obj(mro->items[i]))->dict), true);
    KiList *l = ok ? ki_to_list(ks, ki_from_obj(all)) : NULL;
    if (own != KI_ERR) ki_decref(ks, own);
    if (cls != KI_ERR) ki_decref(ks, cls);
    if (all) ki_decref_obj(ks, (KiObj *)all);
    return l ? ki_from_obj(l) : KI_ERR;
}

static const KiDef object_methods[] = {
    {"__subclasshook__", "(cls, subclass, /)", object_subclasshook,
     "Lets abstract classes customise issubclass().", KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"__init_subclass__", "(cls, /)", object_init_subclass,
     "Called when the class is subclassed; does nothing by default.",
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"__format__", "(self, format_spec, /)", object_format,
     "str(self), for an empty format specification.", 0},
    {"__sizeof__", "(self, /)", object_sizeof, "Size of the object in memory, in bytes.", 0},
    {"__dir__", "(self, /)", object_dir, "The names of the object's attributes.", 0},
    KI_DEF_END};

bool ki_object_methods_init(KiState *ks) {
    KiType *t = ks->types[KI_K_OBJECT];
    return ki_reduce_methods_init(ks) && ki_type_add_methods(ks, t, object_methods) &&
           ki_type_add_getsets(ks, t, object_getsets);
}

/* --- None, Ellipsis, NotImplemented --- */

static KiValue none_repr(KiState *ks, KiValue self) {
    return ki_text(ks, "None");
}
static KiValue ellipsis_repr(KiState *ks, KiValue self) {
    return ki_text(ks, "Ellipsis");
}
static KiValue notimpl_repr(KiState *ks, KiValue self) {
    return ki_text(ks, "NotImplemented");
}
static int none_truth(KiState *ks, KiValue self) {
    return 0;
}
static int notimpl_truth(KiState *ks, KiValue self) {
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "NotImplemented should not be used in a boolean context")
               ? 1
               : -1;
}
/* None is where CPython of Debian has it, which places it in sets. */
static bool none_hash(KiState *ks, KiValue self, int64_t *out) {
    *out = 0x954CC;
    return true;
}

static KiValue single(KiState *ks, KiType *cls, int nargs, KiValue kwnames, KiValue v) {
    if (nargs || ki_n_kw(kwnames))
        return ki_raise(ks, KI_EXC_TypeError, "%s takes no arguments",
                        v == KI_ELLIPSIS ? "EllipsisType" : ki_type_cname(ks, cls));
    return v;
}
static KiValue none_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return single(ks, cls, nargs, kwnames, KI_NONE);
}
static KiValue ellipsis_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return single(ks, cls, nargs, kwnames, KI_ELLIPSIS);
}
static KiValue notimpl_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return single(ks, cls, nargs, kwnames, KI_NOT_IMPLEMENTED);
}

const KiSlots ki_none_slots = {
    .repr = none_repr, .truth = none_truth, .hash = none_hash, .new_ = none_new};
const KiSlots ki_ellipsis_slots = {
    .getattr = ki_generic_getattr, .repr = ellipsis_repr, .new_ = ellipsis_new};
const KiSlots ki_notimpl_slots = {
    .repr = notimpl_repr, .truth = notimpl_truth, .new_ = notimpl_new};
const KiSlots ki_opaque_slots = {.repr = object_repr};
