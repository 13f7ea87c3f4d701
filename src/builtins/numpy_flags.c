/* The flags of an array: x.flags and x.setflags(). */
#include "../object/slot.h"
#include "numpy_stepped.h"

typedef struct NpFlags {
    KiObj h;
    KiValue array; /* KI_ABSENT: made without one, says what is true of an empty array in C order */
} NpFlags;

enum Flag {
    F_C,
    F_F,
    F_OWN,
    F_WRITE,
    F_ALIGNED,
    F_BACK,
    F_FNC,
    F_FORC,
    F_BEHAVED,
    F_CARRAY,
    F_FARRAY
};
/* Attribute names; the keys of flags[...] are the same in capitals, and one of the short ones. */
static const struct {
    const char *name, *brief;
    enum Flag flag;
} names[] = {
    {"c_contiguous", "C", F_C},  {"f_contiguous", "F", F_F},  {"owndata", "O", F_OWN},
    {"writeable", "W", F_WRITE}, {"aligned", "A", F_ALIGNED}, {"writebackifcopy", "X", F_BACK},
    {"fnc", NULL, F_FNC},        {"forc", NULL, F_FORC},      {"behaved", "B", F_BEHAVED},
    {"carray", "CA", F_CARRAY},  {"farray", "FA", F_FARRAY},  {"contiguous", NULL, F_C},
    {"fortran", NULL, F_F},
};
enum { N_NAMES = sizeof names / sizeof *names };

static inline KiValue array_of(KiValue flags) {
    return ((NpFlags *)ki_obj(flags))->array;
}
static bool is_writeable(const KtTensor *t) {
    return !(t->flags & KT_T_READ_ONLY) && !(t->storage && t->storage->read_only);
}
static bool owns_data(KiValue v) {
    KiValue b = ((KiTensorObj *)ki_obj(v))->base;
    return !b || b == KI_ABSENT;
}
static bool steps_without_gaps(KiValue x, bool fortran) {
    return !np_steps_have_gaps(ki_tensor_of(x), np_array_of(x)->descr->itemsize, fortran);
}
static bool is_c(KiValue x) {
    return KB_UNLIKELY(np_is_stepped(x)) ? steps_without_gaps(x, false)
                                         : kt_is_contiguous(ki_tensor_of(x));
}
static bool is_f(KiValue x) {
    if (KB_UNLIKELY(np_is_stepped(x))) return steps_without_gaps(x, true);
    const KtTensor *t = ki_tensor_of(x);
    return kt_is_fortran(t) || (t->ndim <= 1 && kt_is_contiguous(t));
}
bool np_lies_aligned(KiValue x) {
    const KtTensor *t = ki_tensor_of(x);
    const KiNpDtype *d = np_array_of(x)->descr;
    bool stepped = np_is_stepped(x);
    int dtype = stepped ? np_engine_dtype(d) : t->dtype;
    size_t size = kt_dtype_size(dtype), unit = kt_is_complex_dtype(dtype) ? size / 2u : size;
    bool aligned = (uintptr_t)t->data % unit == 0;
    for (int i = 0; stepped && i < t->ndim; i++)
        aligned = aligned && (t->sizes[i] < 2 || t->strides[i] % (int64_t)unit == 0);
    return !t->numel || aligned;
}

/* Is v part of a field that NumPy would find aligned? Fields lie here apart from the record. */
static bool field_aligned(KiState *ks, KiValue v) {
    KiValue base = ((KiTensorObj *)ki_obj(v))->base;
    if (!base || base == KI_ABSENT || !np_is_other_array(base) ||
        np_array_of(base)->descr->fields == KI_ABSENT)
        return true;
    KiValue r = np_helper(ks, "_field_is_aligned", (KiValue[]){base, v}, 2);
    if (r == KI_ERR) ki_clear_exc(ks);
    bool aligned = r != KI_FALSE;
    ki_decref(ks, r);
    return aligned;
}

static bool flag_value(KiState *ks, KiValue flags, enum Flag which) {
    KiValue x = array_of(flags);
    if (x == KI_ABSENT) return which != F_WRITE && which != F_BACK && which <= F_ALIGNED;
    KtTensor *t = ki_tensor_of(x);
    switch (which) {
    case F_C:
        return is_c(x);
    case F_F:
        return is_f(x);
    case F_OWN:
        return owns_data(x);
    case F_WRITE:
        return is_writeable(t);
    case F_ALIGNED:
        return !(t->face_flags & NP_T_UNALIGNED) && np_lies_aligned(x) &&
               (np_in_rows(np_array_of(x)) ? np_row_aligned(np_array_of(x)) : field_aligned(ks, x));
    case F_BACK:
        return false;
    case F_FNC:
        return is_f(x) && !is_c(x);
    case F_FORC:
        return is_f(x) || is_c(x);
    case F_BEHAVED:
        return is_writeable(t) && flag_value(ks, flags, F_ALIGNED);
    case F_CARRAY:
        return is_c(x) && flag_value(ks, flags, F_BEHAVED);
    case F_FARRAY:
        return flag_value(ks, flags, F_FNC) && flag_value(ks, flags, F_BEHAVED);
    }
    return false;
}

/* --- reading --- */

static KiValue make(KiState *ks, KiValue array) {
    NpFlags *f = (NpFlags *)ki_instance_alloc(ks, ki_np(ks)->flags_type);
    if (!f) return KI_ERR;
    f->array = array == KI_ABSENT ? KI_ABSENT : ki_new_ref(array);
    return ki_from_obj(f);
}
KiValue np_get_flags(KiState *ks, KiValue v, void *closure) {
    (void)closure;
    return make(ks, v);
}
static KiValue flags_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)cls, (void)args, (void)kwnames;
    if (nargs > 1)
        return ki_raise(ks, KI_EXC_TypeError, "flagsobj() takes at most 1 argument (%d given)",
                        nargs);
    return make(ks, nargs && ki_is_ndarray(args[0]) ? args[0] : KI_ABSENT);
}
static bool flags_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    (void)ks, (void)self, (void)args, (void)nargs, (void)kwnames;
    return true;
}
static void flags_dealloc(KiState *ks, KiObj *o) {
    KiValue x = ((NpFlags *)o)->array;
    if (x != KI_ABSENT) ki_decref(ks, x);
}
static bool warns(KiValue flags) {
    return array_of(flags) != KI_ABSENT && ki_tensor_of(array_of(flags))->face_flags & NP_T_WARNS;
}
static KiValue flags_repr(KiState *ks, KiValue v) {
    static const char *const words[] = {"False", "True"};
#define WORD(flag) words[flag_value(ks, v, flag)]
    return ki_str_format(
        ks,
        "  C_CONTIGUOUS : %s\n  F_CONTIGUOUS : %s\n  OWNDATA : %s\n  WRITEABLE : %s%s\n"
        "  ALIGNED : %s\n  WRITEBACKIFCOPY : %s\n",
        WORD(F_C), WORD(F_F), WORD(F_OWN), WORD(F_WRITE),
        warns(v) ? "  (with WARN_ON_WRITE=True)" : "", WORD(F_ALIGNED), WORD(F_BACK));
#undef WORD
}
static bool warn_of_flag(KiState *ks, KiValue v, enum Flag which) {
    return which != F_WRITE || !warns(v) ||
           ki_warn(
               ks, KI_EXC_FutureWarning, 1,
               "future versions will not create a writeable array from broadcast_array. Set the "
               "writable flag explicitly to avoid this warning.");
}
static KiValue get_flag(KiState *ks, KiValue v, void *closure) {
    enum Flag which = (enum Flag)(intptr_t)closure;
    if (!warn_of_flag(ks, v, which)) return KI_ERR;
    return ki_bool(flag_value(ks, v, which));
}
/* The index in names; -1: none (nothing is raised). */
static int by_key(KiState *ks, KiValue key) {
    const char *s = ki_is_str(key) ? ki_str_utf8(ks, ki_str_of(key), NULL) : NULL;
    for (int i = 0; s && i < N_NAMES; i++) {
        if (names[i].brief && !strcmp(s, names[i].brief)) return i;
        const char *n = names[i].name;
        size_t k = 0;
        while (n[k] && (n[k] == '_' ? s[k] == '_' : s[k] == n[k] - 'a' + 'A'))
            k++;
        if (!n[k] && !s[k]) return i;
    }
    return -1;
}
static KiValue flags_getitem(KiState *ks, KiValue v, KiValue key) {
    int i = by_key(ks, key);
    if (i < 0) return ki_raise(ks, KI_EXC_KeyError, "Unknown flag");
    return get_flag(ks, v, (void *)(intptr_t)names[i].flag);
}
/* All flags as the bits of NumPy's C interface. */
static int flag_bits(KiState *ks, KiValue v) {
    static const struct {
        enum Flag flag;
        int bit;
    } bits[] = {{F_C, 1}, {F_F, 2}, {F_OWN, 4}, {F_ALIGNED, 0x100}, {F_WRITE, 0x400}};
    int number = 0;
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
        if (flag_value(ks, v, bits[i].flag)) number |= bits[i].bit;
    return number;
}
static KiValue get_flags_number(KiState *ks, KiValue v, void *closure) {
    (void)closure;
    return warn_of_flag(ks, v, F_WRITE) ? ki_small_int(flag_bits(ks, v)) : KI_ERR;
}
static KiValue flags_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    if (ki_type_of(ks, x) != ki_type_of(ks, y) || (op != KI_EQ && op != KI_NE))
        return KI_NOT_IMPLEMENTED;
    return ki_bool((flag_bits(ks, x) == flag_bits(ks, y)) == (op == KI_EQ));
}

/* --- writing --- */

static bool set_writeable(KiState *ks, KiValue x, bool on) {
    KtTensor *t = ki_tensor_of(x);
    KiValue b = ((KiTensorObj *)ki_obj(x))->base;
    bool locked = (t->storage && t->storage->read_only) ||
                  (b && b != KI_ABSENT && ki_is_ndarray(b) && !is_writeable(ki_tensor_of(b)));
    if (on && locked) {
        ki_raise(ks, KI_EXC_ValueError, "cannot set WRITEABLE flag to True of this array");
        return false;
    }
    t->face_flags &= ~(uint32_t)NP_T_WARNS;
    if (on)
        t->flags &= (uint8_t)~KT_T_READ_ONLY;
    else
        t->flags |= KT_T_READ_ONLY;
    return true;
}
static bool set_aligned(KiState *ks, KiValue x, bool on) {
    KtTensor *t = ki_tensor_of(x);
    if (on && !np_lies_aligned(x)) {
        ki_raise(ks, KI_EXC_ValueError, "cannot set aligned flag of mis-aligned array to True");
        return false;
    }
    t->face_flags &= ~(uint32_t)NP_T_UNALIGNED;
    if (!on) t->face_flags |= NP_T_UNALIGNED;
    return true;
}
static bool set_back(KiState *ks, bool on) {
    if (on) ki_raise(ks, KI_EXC_ValueError, "cannot set WRITEBACKIFCOPY flag to True");
    return !on;
}
static bool is_settable(enum Flag which) {
    return which == F_WRITE || which == F_ALIGNED || which == F_BACK;
}
static bool set_of(KiState *ks, KiValue v, enum Flag which, KiValue value) {
    int on = ki_truth(ks, value);
    if (on < 0) return false;
    KiValue x = array_of(v);
    if (x == KI_ABSENT) {
        ki_raise(ks, KI_EXC_ValueError, "Cannot set flags on array scalars.");
        return false;
    }
    return which == F_WRITE     ? set_writeable(ks, x, on)
           : which == F_ALIGNED ? set_aligned(ks, x, on)
                                : set_back(ks, on);
}
static bool set_flag(KiState *ks, KiValue v, KiValue value, void *closure) {
    enum Flag which = (enum Flag)(intptr_t)closure;
    if (!is_settable(which) || value == KI_ABSENT) {
        const char *name = names[0].name;
        for (int i = 0; i < N_NAMES; i++)
            if (names[i].flag == which) {
                name = names[i].name;
                break;
            }
        if (is_settable(which))
            ki_raise(ks, KI_EXC_AttributeError, "Cannot delete flags %s attribute", name);
        else
            ki_raise(ks, KI_EXC_AttributeError, "attribute '%s' of '%s' objects is not writable",
                     name, "numpy.core.multiarray.flagsobj");
        return false;
    }
    return set_of(ks, v, which, value);
}
static bool flags_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    int i = value == KI_ABSENT ? -1 : by_key(ks, key);
    if (i >= 0 && is_settable(names[i].flag)) return set_of(ks, v, names[i].flag, value);
    ki_raise(ks, KI_EXC_KeyError, "Unknown flag");
    return false;
}
static bool set_warns(KiState *ks, KiValue v, KiValue value, void *closure) {
    (void)closure;
    if (value != KI_TRUE) {
        ki_raise(ks, KI_EXC_ValueError,
                 "can't clear '_warn_on_write', set writeable True to clear this private flag");
        return false;
    }
    if (array_of(v) != KI_ABSENT) ki_tensor_of(array_of(v))->face_flags |= NP_T_WARNS;
    return true;
}

/* setflags(write=None, align=None, uic=None); what is set before a failure stays. */
NA_FN(m_setflags) {
    (void)nargs;
    static const int order[] = {2, 3, 1};
    for (int k = 0; k < 3; k++) {
        KiValue given = args[order[k]];
        if (given == KI_ABSENT || ki_is_none(given)) continue;
        int on = ki_truth(ks, given);
        if (on < 0) return KI_ERR;
        bool ok = order[k] == 1   ? set_writeable(ks, args[0], on)
                  : order[k] == 2 ? set_aligned(ks, args[0], on)
                                  : set_back(ks, on);
        if (!ok) return KI_ERR;
    }
    return ki_new_ref(KI_NONE);
}

static const NpRow rows[] = {
    {"setflags", "a", "(self, write=None, align=None, uic=None)", (void *)m_setflags},
};

bool np_init_flags(KiState *ks, KiModule *m) {
    static const KiSlots slots = {.dealloc = flags_dealloc,
                                  .repr = flags_repr,
                                  .getitem = flags_getitem,
                                  .setitem = flags_setitem,
                                  .compare = flags_compare,
                                  .hash = ki_unhashable,
                                  .new_ = flags_new,
                                  .init = flags_init};
#define FLAG(name, what)                                                                           \
    { name, get_flag, set_flag, NULL, (void *)(intptr_t)(what) }
    static const KiGetsetDef getsets[] = {FLAG("c_contiguous", F_C),
                                          FLAG("f_contiguous", F_F),
                                          FLAG("contiguous", F_C),
                                          FLAG("fortran", F_F),
                                          FLAG("owndata", F_OWN),
                                          FLAG("writeable", F_WRITE),
                                          FLAG("aligned", F_ALIGNED),
                                          FLAG("writebackifcopy", F_BACK),
                                          FLAG("fnc", F_FNC),
                                          FLAG("forc", F_FORC),
                                          FLAG("behaved", F_BEHAVED),
                                          FLAG("carray", F_CARRAY),
                                          FLAG("farray", F_FARRAY),
                                          {"num", get_flags_number, NULL, NULL, NULL},
                                          {"_warn_on_write", NULL, set_warns, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
#undef FLAG
    KiTypeDef def = {.name = "flagsobj",
                     .module = "numpy.core.multiarray",
                     .doc = "",
                     .struct_size = sizeof(NpFlags),
                     .layout = KI_K_OPAQUE,
                     .slots = &slots,
                     .getsets = getsets};
    ki_np(ks)->flags_type = ki_native_type(ks, &def, NULL);
    return ki_np(ks)->flags_type && NP_ADD(rows);
}
