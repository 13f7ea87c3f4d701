#ifndef KI_NUMPY_CORE_H
#define KI_NUMPY_CORE_H
/* What the files of the numpy face share: the per-state record with its types, dtype objects and
 * scalars, taking arguments and returning results.
 *
 * A function is bound by its signature (native.h) and uses one Na for its arguments:
 *
 *     NA_FN(f_trace) {
 *         NA;
 *         KtTensor *x = na_arr(&a, 0);
 *         int64_t offset = na_int(&a, 1, 0);
 *         return na_ret(&a, a.failed ? NULL : kt_trace(a.ctx, x, offset));
 *     }
 *
 * Getters remember a failure in a.failed; the na_ret functions check it and release temporaries.
 * Functions and methods are the same C function: a method's self is its first argument.
 *
 * Arrays whose elements the engine does not know (text, objects, records) keep int64 codes in the
 * engine's tensor, which number the items of a list, the pool. Only functions that say so take
 * them; all others refuse through na_arr. */
#include "../object/containers.h"
#include "tensor_common.h"

typedef struct KiNpDtype {
    KiObj h;
    int8_t num;       /* the engine's dtype; -1: objects, text, records */
    char kind;        /* b i u f c O U S V M m */
    char chr;         /* dtype.char */
    char order;       /* '=' this machine's, '<' the same by name, '>' the other one, '|' none */
    int8_t carrier;   /* num < 0: the engine's dtype that holds the elements (numpy_carried.c), of
                         times   and of numbers that NUM alone would not describe; -1: a pool */
    bool unsettled;   /* a copy that __setstate__ may still change; arrays take another one */
    int8_t unit;      /* kinds M m: NP_UNIT_; kind V: NP_MARK_ */
    int32_t multiple; /* of the unit; kind V: 2 if the fields are aligned */
    int64_t itemsize; /* bytes as NumPy counts them */
    KiValue fields;   /* records: tuple of (name, dtype, offset[, shape]), else KI_ABSENT */
    KiValue metadata; /* a dict, or KI_ABSENT */
    struct KiNpDtype *of; /* owned: the type that scripts see of elements in odd steps
                             (numpy_stepped.c), else NULL */
} KiNpDtype;

typedef struct KiNpArray {
    KiTensorObj o;
    KiNpDtype *descr; /* NULL: o.t->dtype says it; owned */
    KiList *pool;     /* items of such an array; owned; NULL where descr has a carrier */
} KiNpArray;

/* Units of time, from coarse to fine. */
enum { NP_UNIT_YEAR, NP_UNIT_MONTH, NP_UNIT_WEEK, NP_UNIT_DAY, NP_UNIT_GENERIC = 13, NP_N_UNITS };
/* Kind V: the type is numpy.record; a base type with a shape, which only makes arrays of the base.
 */
enum { NP_MARK_RECORD = 1, NP_MARK_SUBARRAY, NP_MARK_ALIGNED = 4 /* kept as multiple == 2 */ };
/* The dtype field of a scalar of time: value, multiple and unit lie in its data. */
enum { NP_TIME_SCALAR = 255, NP_VOID_SCALAR = 254 /* attributes of the class hold the record */ };

/* KtTensor.face_flags of an array: writing to it, and asking whether one may, is warned of; its
 * elements count as not aligned (setflags). */
enum { NP_T_WARNS = 1, NP_T_UNALIGNED = 2 };

/* Abstract scalar classes. */
enum KiNpClass {
    NP_NUMBER,
    NP_INTEGER,
    NP_SIGNED,
    NP_UNSIGNED,
    NP_INEXACT,
    NP_FLOATING,
    NP_COMPLEXFLOATING,
    NP_FLEXIBLE,
    NP_CHARACTER,
    NP_STR,
    NP_BYTES,
    NP_VOID,
    NP_OBJECT,
    NP_DATETIME,
    NP_TIMEDELTA,
    NP_N_CLASSES
};

enum { NP_N_LETTERS = 24 }; /* of types: those of numbers, then O S U V M m */

typedef struct KiNpState {
    KiType *dtype_type; /* numpy.dtype; its instances are of the classes derived from it */
    KiType *dtype_classes[NP_N_LETTERS];
    KiType *ufunc_type, *flags_type, *flatiter_type, *iter_type;
    KiType *scalar[KT_N_DTYPES]; /* NULL for bfloat16 */
    KiType *classes[NP_N_CLASSES];
    KiType *time_classes[2]; /* datetime64, timedelta64 once numpy._datetime is loaded */
    KiNpDtype *dtypes[KT_N_DTYPES];
    KiNpDtype *object_dtype;
    KiValue bools[2];         /* numpy.False_, numpy.True_ */
    KiValue helpers;          /* module numpy._helpers, or KI_ABSENT */
    KiValue ufuncs[KT_N_OPS]; /* the ufunc objects of the engine's operations; 0: none */
    KiStr *s_array, *s_array_priority, *s_array_ufunc, *s_array_finalize, *s_array_function,
        *s_array_wrap, *s_array_prepare, *s_array_interface;
    KiValue repr_function, str_function; /* set_string_function; KI_ABSENT */
    bool stepped;                        /* there may be stepped arrays */
} KiNpState;

static inline KiNpState *ki_np(KiState *ks) {
    return ki_ts(ks)->numpy;
}

/* --- arguments --- */
enum { NA_TEMPS = 40 };
typedef struct Na {
    KiState *ks;
    KtCtx *ctx;
    KiValue *v;
    bool failed;
    int n_temp;
    KtTensor *temp[NA_TEMPS];
} Na;
#define NA_FN(name) static KiValue name(KiState *ks, KiValue *args, int nargs)
#define NA                                                                                         \
    Na a;                                                                                          \
    na_begin(&a, ks, args)
static inline void na_begin(Na *a, KiState *ks, KiValue *args) {
    a->ks = ks;
    a->ctx = ki_kt_np(ks);
    a->v = args;
    a->failed = false;
    a->n_temp = 0;
}
void na_end(Na *a); /* releases temporaries */
static inline bool na_given(const Na *a, int i) {
    return a->v[i] != KI_ABSENT && !ki_is_none(a->v[i]);
}
/* Any array-like; borrowed, NULL after a failure. */
KtTensor *na_arr(Na *a, int i);
KtTensor *na_arr_of(Na *a, KiValue v);
KtTensor *na_arr_opt(Na *a, int i); /* NULL too when not given or None */
KtTensor *na_arr_dtype(Na *a, int i, int dtype);
/* A tensor that na_end releases (NULL: engine error, raised). Returns t. */
KtTensor *na_keep(Na *a, KtTensor *t);
/* A sum or product of half precision in NumPy's steps; NULL without an error: a case for
 * numpy._ufunc_methods, as are results that are not finite. */
KtTensor *np_half_fold(KtCtx *ctx, KtOp op, KtTensor *x, const int *axes, int n, bool have,
                       bool keep);
/* Are sums of half precision rounded on the way? */
bool np_rounds_between(KtOp op, const KtTensor *x, int dtype, bool axes);
/* r (consumed), the result of reducing axes of x, in the memory order of the others. */
KtTensor *np_in_order_of(Na *a, KtTensor *x, const int *axes, int n, KtTensor *r);
/* An array, or a Python number as a number. */
KtOperand na_operand(Na *a, int i);
KtOperand na_operand_of(Na *a, KiValue v);
/* The same; what is no number itself but can become one of type dtype does. */
KtOperand na_operand_as(Na *a, KiValue v, int dtype);
int64_t na_int(Na *a, int i, int64_t dflt);
int64_t na_int_opt(Na *a, int i, int64_t dflt); /* None is as good as nothing */
double na_float(Na *a, int i, double dflt);
bool na_bool(Na *a, int i, bool dflt);
/* What an argument copy= asks for. */
typedef enum { NP_COPY_IF_NEEDED, NP_COPY_ALWAYS, NP_COPY_NEVER } NpCopy;
NpCopy na_copy_mode(Na *a, int i);
bool na_flag(Na *a, int i, bool dflt); /* a truth value or an integer */
KtScalar na_scalar(Na *a, int i, KtScalar dflt);
const char *na_str(Na *a, int i, const char *dflt);
int na_dtype(Na *a, int i);        /* engine dtype or KT_NO_DTYPE; refuses others */
int na_dtype_native(Na *a, int i); /* the same; the other byte order stands for this one */
/* An axis, checked against ndim; false: not given. */
bool na_axis(Na *a, int i, int ndim, int *axis);
/* The same where NumPy reads an integer and knows no None. */
bool na_whole_axis(Na *a, int i, int ndim, int *axis);
/* None: false; an int or a tuple of ints, unchecked. */
bool na_axis_or_tuple(Na *a, int i, int *axes, int *n); /* no list */
bool na_axes(Na *a, int i, int *axes, int *n);
bool na_sizes(Na *a, int i, int64_t *out, int *n);
/* Integers that arguments are asked for one by one (None is none): as the sizes of a shape are, and
 * as those that NumPy's reader of arguments takes. */
int64_t na_index(Na *a, int i, int64_t dflt);
int na_whole(Na *a, int i, int dflt);
int na_c_int(Na *a, int i, int dflt); /* as PyArg_ParseTuple does */
/* The ndarray given as out; NULL if none. */
KtTensor *na_out(Na *a, int i);
char na_order(Na *a, int i, char dflt); /* C F A K */
/* Text where an argument is one of some words; `what` names it in the message. */
char na_clip_mode(Na *a, int i); /* r w c */
const char *na_word(Na *a, int i, const char *what);
const char *na_text(Na *a, int i, const char *what); /* None is refused too */
/* It is none of them: ValueError with those words and what was given. */
/* Warns of a word that is known by its first letter alone; false: the warning is an error. */
bool np_warns_of_word(KiState *ks, const char *what, const char *words) KB_MUST_CHECK;
void na_refuse_word(Na *a, int i, const char *words);
void na_fail(Na *a); /* the engine's error is raised */

/* Is v nested data (no array) whose first item is text, None or another object? Functions that can
 * work on arrays of such items start anew with np_with_array. */
bool np_holds_objects(KiState *ks, KiValue v);
/* fn again, with an array for argument 0. */
KiValue np_with_array(KiState *ks, KiNativeFn fn, KiValue *args, int n_params) KB_MUST_CHECK;
#define NP_OBJECTS(fn, n)                                                                          \
    if (KB_UNLIKELY(np_holds_objects(ks, args[0]) || np_is_array_like(ks, args[0])))               \
    return np_with_array(ks, fn, args, n)
/* Is v an object, no array, with an __array__ of its own, which may give an array of anything? */
bool np_is_array_like(KiState *ks, KiValue v);
/* What v.__array__() gives; KI_ABSENT if v is not such an object. */
KiValue np_array_of_like(KiState *ks, KiValue v) KB_MUST_CHECK;

/* --- single values (numpy_convert.c) --- */
/* An integer by __index__; truth values are refused with that text. */
bool np_read_index(KiState *ks, KiValue v, const char *no_truth, int64_t *out) KB_MUST_CHECK;
/* Is n an int? ValueError. */
bool np_fits_int(KiState *ks, int64_t n) KB_MUST_CHECK;
/* An integer by __index__, truth values among them; floats have an error of their own. */
bool np_read_int(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* An integer as code written with Cython takes it: whatever int() makes one of, but for text. */
bool np_read_cython_int(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* A shape: a sequence of integers, an integer, or None for no dimensions. */
bool np_read_shape(KiState *ks, KiValue v, int64_t *out, int *n) KB_MUST_CHECK;

/* Whether a function's n arguments by position are min to max, in PyArg_ParseTuple's words. */
bool np_takes(KiState *ks, const char *name, int64_t n, int min, int max) KB_MUST_CHECK;
/* What a function that takes any arguments by position gets by name: values named by kwnames go to
 * where *out points for the word; others are refused. */
bool np_keywords(KiState *ks, const KiValue *values, KiValue kwnames, const char *const *words,
                 KiValue *const *out, int n) KB_MUST_CHECK;

/* A function with these arguments, which `words` names in their order, in NumPy's own steps
 * (numpy._composed.NAME). NotImplemented: those say no more than the function. */
KiValue np_steps(KiState *ks, const char *name, const char *words, KiValue *args) KB_COLD;
/* After a failure of a function with these arguments, which `words` names in their order: the same
 * in NumPy's own steps (numpy._composed.NAME), for its error, or for what it makes of arguments
 * that the function does not take. NotImplemented: the first error stands. */
KiValue np_in_steps(KiState *ks, const char *name, const char *words, KiValue *args) KB_COLD;
#define NP_IN_STEPS(fn, name, words)                                                               \
    NA_FN(fn##_in_steps) {                                                                         \
        KiValue r = fn(ks, args, nargs);                                                           \
        return KB_LIKELY(r != KI_ERR) ? r : np_in_steps(ks, name, words, args);                    \
    }

/* --- results: all consume t, raise when it is NULL, and end a --- */
KiValue na_ret(Na *a, KtTensor *t) KB_MUST_CHECK;       /* an array, also 0-d */
KiValue na_ret_value(Na *a, KtTensor *t) KB_MUST_CHECK; /* 0-d becomes a scalar */
KiValue na_ret_view(Na *a, KtTensor *t) KB_MUST_CHECK;  /* based on argument 0 */
KiValue na_ret_plain(Na *a, KtTensor *t) KB_MUST_CHECK; /* whatever class the arguments have */
/* Of products and sums: without dimensions a number in any case, else of the class of x or y. */
KiValue na_ret_sum(Na *a, KtTensor *t, KiValue x, KiValue y) KB_MUST_CHECK;
KiValue na_ret_out(Na *a, int i, KtTensor *t) KB_MUST_CHECK; /* argument i is out, if given */
KiValue na_ret_none(Na *a, bool ok) KB_MUST_CHECK;
KiValue na_ret_obj(Na *a, KiValue v) KB_MUST_CHECK; /* v (KI_ERR too) after ending a */
KiValue na_raise(Na *a, enum KiExcId id, const char *fmt, ...) KB_PRINTF(3, 4);

/* --- objects --- */
static inline KiNpArray *np_array_of(KiValue v) {
    return (KiNpArray *)ki_obj(v);
}
static inline KiValue np_base_or_none(KiValue v) {
    KiValue b = ((KiTensorObj *)ki_obj(v))->base;
    return b && b != KI_ABSENT ? b : KI_NONE;
}
/* Is v an array of elements the engine knows? */
static inline bool np_is_plain(KiValue v) {
    return ki_is_ndarray(v) && !np_array_of(v)->descr;
}
/* Is v an array of elements that the engine does not compute with: text, objects, records, times,
 * numbers in the other byte order? */
static inline bool np_is_other_array(KiValue v) {
    return ki_is_ndarray(v) && np_array_of(v)->descr;
}
/* Are its steps in bytes no multiples of an element's size (numpy_stepped.c)? */
static inline bool np_is_stepped(KiValue v) {
    return np_is_other_array(v) && np_array_of(v)->descr->of;
}
/* Is v an array of a class derived from ndarray, which may have methods of its own? */
static inline bool np_has_other_class(KiState *ks, KiValue v) {
    return ki_is_ndarray(v) && ki_obj(v)->shape->type != ks->types[KI_K_NDARRAY];
}
/* New array for t (consumed). like: a subclass instance gives its class, or KI_ABSENT. */
KiValue np_wrap(KiState *ks, KtTensor *t, KiValue like) KB_MUST_CHECK;
/* The same as a view of the array src. */
KiValue np_wrap_view(KiState *ks, KtTensor *t, KiValue src) KB_MUST_CHECK;
/* What a view of x in an array of the class has as its base: what x is a view of itself, as long as
 * that is of the class. */
KiValue np_base_for(KiValue x, KiType *cls);
/* An instance of cls over t (consumed), with __array_finalize__(obj). */
KiValue np_wrap_as(KiState *ks, KiType *cls, KtTensor *t, KiValue obj, KiValue base) KB_MUST_CHECK;
/* A scalar object of dtype. */
KiValue np_scalar(KiState *ks, int dtype, const void *p) KB_MUST_CHECK;
/* v.__array_finalize__(obj), if its class has one. */
bool np_finalize(KiState *ks, KiValue v, KiValue obj) KB_MUST_CHECK;
/* 0-d gives a scalar; t consumed. */
KiValue np_value(KiState *ks, KtTensor *t, KiValue like) KB_MUST_CHECK;
/* An instance of cls over the elements of the array v, with __array_finalize__(obj). */
KiValue np_in_class(KiState *ks, KiValue v, KiType *cls, KiValue obj, KiValue base) KB_MUST_CHECK;
/* r (consumed): a new array of the class ndarray as one of the class of `like`, if that is another;
 * anything else as it is. */
KiValue np_in_class_of(KiState *ks, KiValue r, KiValue like) KB_MUST_CHECK;
/* The array v (consumed) as one of the class ndarray itself. */
KiValue np_as_base(KiState *ks, KiValue v) KB_MUST_CHECK;
/* Has other operators of its own that go before those of an array or scalar of this priority? By
 * __array_ufunc__ = None, or else by a greater __array_priority__. */
bool np_defers_to(KiState *ks, KiValue other, double priority);
/* __array_priority__ of an array. */
double np_priority(KiState *ks, KiValue v);
/* The operand whose class a result takes, a subclass instance (of two the one with the higher
 * priority, y may be ABSENT); KI_ABSENT: neither is one. */
KiValue np_like_of(KiState *ks, KiValue x, KiValue y);
/* The result t (consumed) of op for x and y (KI_ABSENT: it has one operand). */
KiValue np_ufunc_value(KiState *ks, KtTensor *t, KtOp op, KiValue x, KiValue y) KB_MUST_CHECK;
/* dtype of a numpy scalar object, its element into buf[KT_ITEM_MAX]; -1: not one. */
int np_scalar_get(KiState *ks, KiValue v, void *buf);
/* a op b where that is simple, KI_ABSENT where it is not; how a stands to b: -1, 0, 1, 2 (one is a
 * nan) or 3 (not simple). (numpy_scalar_pair.c) */
KiValue np_scalar_pair(KiState *ks, KtOp op, KiValue a, KiValue b) KB_MUST_CHECK;
int np_scalar_order(KiState *ks, KiValue a, KiValue b);
bool np_is_scalar(KiState *ks, KiValue v);
/* Long doubles (numpy_long.c): without the fraction as an int, and from str or bytes. */
KiValue np_int_from_long(KiState *ks, long double x) KB_MUST_CHECK;
bool np_long_from_text(KiState *ks, KiValue v, KtScalar *out) KB_MUST_CHECK;
/* r (consumed), or the scalar that is in an array without dimensions. */
KiValue np_as_scalar(KiState *ks, KiValue r) KB_MUST_CHECK;
/* A method of the scalar args[0] by way of an array without dimensions (numpy_scalar_array.c). */
KiValue np_scalar_method(KiState *ks, const char *name, KiValue *args, int nargs,
                         KiValue kwnames) KB_MUST_CHECK;
/* np.asarray(v): new reference; NULL raised. */
KtTensor *np_from_any(KiState *ks, KiValue v, int dtype) KB_MUST_CHECK;
/* np.array(v) as an object: plain, text or object array. dtype: borrowed or NULL. */
KiValue np_array_from(KiState *ks, KiValue v, KiNpDtype *dtype, bool copy, char order,
                      int ndmin) KB_MUST_CHECK;

/* --- dtypes (numpy_dtype.c, numpy_dtype_spec.c, numpy_cast.c) --- */
static inline KiNpDtype *np_dtype_of_num(KiState *ks, int num) {
    return ki_np(ks)->dtypes[num];
}
/* Owned reference to the dtype of an array. */
KiValue np_dtype_value(KiState *ks, KiValue array);
/* Whatever names a dtype: owned; NULL raised. */
KiNpDtype *np_to_dtype(KiState *ks, KiValue v) KB_MUST_CHECK;
/* Does v stand for a dtype with a shape? False for what names no dtype; no error is left. */
bool np_names_shape(KiState *ks, KiValue v);
/* Makes the array v the same as r: its memory, type and items. */
bool np_become(KiState *ks, KiValue v, KiValue r) KB_MUST_CHECK;
/* The same for a new array: dimensions of a subarray type go behind the n sizes. */
KiNpDtype *np_to_dtype_shaped(KiState *ks, KiValue v, int *n, int64_t *sizes) KB_MUST_CHECK;
KiNpDtype *np_swapped_dtype(KiState *ks, int num) KB_MUST_CHECK; /* in the other byte order */
KiNpDtype *np_text_dtype(KiState *ks, char kind /* U S */, int64_t length) KB_MUST_CHECK;
/* May elements of one type become those of another? *failed: no, an exception is pending. */
bool np_cast_allowed(KiState *ks, KiNpDtype *from, KiNpDtype *to, KtCasting c, bool *failed);
/* May a single number become one of a type, going by its value? */
bool np_value_fits(const KtScalar *s, int dtype, KtCasting c);
KtCasting np_casting(Na *a, int i, KtCasting dflt); /* an argument called casting */
/* Is argument i, called casting, 'no', which refuses another byte order, or another place of a
 * field, where 'equiv' does not? */
bool np_refuses_order(Na *a, int i, KiNpDtype *from, KiNpDtype *to);
KiType *np_dtype_scalar_type(KiState *ks, KiNpDtype *d); /* borrowed */
bool np_dtype_equal(KiState *ks, KiNpDtype *a, KiNpDtype *b);
/* "float64", "<U3", "object": into buf[64]. */
const char *np_dtype_name(KiNpDtype *d, char *buf, bool str_form);
/* A class as messages of C code call it. */
const char *np_class_name(KiState *ks, KiType *t, char buf[80]);
/* cls[key] of a class with up to `most` type variables. */
KiValue np_generic_alias(KiState *ks, KiValue cls, KiValue key, int most);
/* The name of the class of scalars: by its size, where no other type has that. */
const char *np_scalar_class_name(int dtype);
static inline bool np_is_dtype(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_obj(v)->shape->type->base == ki_np(ks)->dtype_type;
}

/* --- carried elements (numpy_carried.c) --- */
static inline bool np_is_time_scalar(KiValue v) {
    return ki_is_np_scalar(v) && ((KiNpScalar *)ki_obj(v))->dtype == NP_TIME_SCALAR;
}
/* A scalar that no number of the engine stands for: a time or a record. */
static inline bool np_is_other_scalar(KiValue v) {
    return ki_is_np_scalar(v) && ((KiNpScalar *)ki_obj(v))->dtype >= NP_VOID_SCALAR;
}
static inline bool np_is_time(const KiNpDtype *d) {
    return d->kind == 'M' || d->kind == 'm';
}
/* Numbers whose dtype says more than which numbers they are: another byte order, metadata, fields.
 */
static inline bool np_is_described(const KiNpDtype *d) {
    return d->carrier >= 0 && !np_is_time(d);
}
/* Is v an array of numbers with a dtype of their own? */
static inline bool np_is_described_array(KiValue v) {
    return np_is_other_array(v) && np_is_described(np_array_of(v)->descr);
}
/* Is v an array of elements that are no numbers? */
static inline bool np_is_nonnumeric(KiValue v) {
    return np_is_other_array(v) && !np_is_described(np_array_of(v)->descr);
}
/* A type of numbers or times that lie with their bytes in the other order. */
static inline bool np_is_reversed(const KiNpDtype *d) {
    return d->carrier >= 0 && d->order == '>';
}
const char *np_unit_name(int unit);
bool np_unit_parse(const char *s, int *unit, int *multiple);
KiNpDtype *np_time_dtype(KiState *ks, char kind, int unit, int multiple) KB_MUST_CHECK;
/* The element at p as a scalar / as tolist() has it. */
KiValue np_carried_value(KiState *ks, KiNpDtype *d, const char *p) KB_MUST_CHECK;
KiValue np_carried_item(KiState *ks, KiNpDtype *d, const char *p) KB_MUST_CHECK;
bool np_carried_assign(KiState *ks, KiNpDtype *d, KtTensor *to, KiValue v) KB_MUST_CHECK;
KiValue np_carried_array_from(KiState *ks, KiValue v, KiNpDtype *d) KB_MUST_CHECK;
/* t (consumed) as an array of d. */
KiValue np_carried_wrap(KiState *ks, KtTensor *t, KiNpDtype *d, KiValue base) KB_MUST_CHECK;
/* A copy with the bytes of each number in the other order. */
KtTensor *np_swapped(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* A copy of elements of d in this machine's order, or of those as elements of d. */
KtTensor *np_reordered(KtCtx *ctx, KtTensor *t, const KiNpDtype *d) KB_MUST_CHECK;
void np_swap_elements(char *p, int64_t n, int dtype); /* the bytes of n elements, in place */

/* --- arrays of other elements (numpy_object.c) --- */
KiValue np_object_array(KiState *ks, KiNpDtype *d, int ndim, const int64_t *sizes,
                        KiValue *items /* n, or NULL for None / empty */) KB_MUST_CHECK;
/* Another array over the same pool: t (consumed) holds codes. */
KiValue np_object_wrap(KiState *ks, KtTensor *t, KiValue like, bool view) KB_MUST_CHECK;
/* A view of the array `like` as an instance of cls, a subclass. */
KiValue np_object_view_as(KiState *ks, KtTensor *t, KiValue like, KiType *cls) KB_MUST_CHECK;
/* Item at an element's address, as tolist() has it. Owned. */
/* A plain call of a ufunc with two results; KI_ABSENT: one for its rule. */
KiValue np_two_results(KiState *ks, const char *name, KiValue *args, int nargs) KB_MUST_CHECK;
/* The binary ufunc of op on arrays of text or objects; KI_ABSENT: a call for numpy._objects. */
KiValue np_object_loop(KiState *ks, KtOp op, KiValue x, KiValue y) KB_MUST_CHECK;
KiValue np_object_item(KiState *ks, KiNpArray *x, const char *p) KB_MUST_CHECK;
/* The same as a value for Python: numpy.str_ and so on. Owned. */
KiValue np_object_value(KiState *ks, KiNpArray *x, const char *p) KB_MUST_CHECK;
/* x[...] = items of v for the elements of codes (a view of x's tensor). */
bool np_object_assign(KiState *ks, KiNpArray *x, KtTensor *codes, KiValue v,
                      bool element) KB_MUST_CHECK;
/* What NumPy says where values do not fit, after the same was said of a view: of places picked by
 * arrays in words of its own; of views without leading dimensions of one that the places lack. */
bool np_say_misfit(KiState *ks, bool picked);
/* The same of places picked by arrays, as of lists whose items are copied one by one. */
void np_say_copied(KiState *ks);
KiValue np_object_array_from(KiState *ks, KiValue v, KiNpDtype *d) KB_MUST_CHECK;
KiValue np_object_tolist(KiState *ks, KiValue x) KB_MUST_CHECK;
/* --- text in rows of memory (numpy_text_rows.c) --- */
/* Do the elements of an array of text lie in memory that others see? */
bool np_row_known(const KiNpArray *x); /* the first one, whose code says so */
static inline bool np_in_rows(const KiNpArray *x) {
    int64_t code = 0;
    if (x->pool && x->o.t->numel) memcpy(&code, x->o.t->data, sizeof code);
    return KB_UNLIKELY(code < 0) && np_row_known(x);
}
/* The empty item of a pool; borrowed. */
KiValue np_empty_item(const KiList *pool);
/* The element of x with such a code, and writing an item there. */
KiValue np_row_item(KiState *ks, const KiNpArray *x, int64_t code) KB_MUST_CHECK;
void np_row_put(const KiNpArray *x, int64_t code, KiValue item);
/* The pool of a copy of x, whose codes t holds, and gets as places in that pool. */
KiList *np_out_of_rows(KiState *ks, KiNpArray *x, KtTensor *t) KB_MUST_CHECK;
/* In memory: the bytes from one element to the next of each dimension, the first element, the bytes
 * of all elements with a last dimension for those of one, and does each lie as one of its type may?
 */
void np_row_steps(const KiNpArray *x, int64_t *steps);
char *np_row_first(const KiNpArray *x);
KtTensor *np_row_bytes(KtCtx *ctx, const KiNpArray *x) KB_MUST_CHECK;
bool np_row_aligned(const KiNpArray *x);

/* Calls numpy._pickling.NAME(args...). */
KiValue np_pickling(KiState *ks, const char *name, KiValue *args, int nargs) KB_MUST_CHECK;
/* Calls numpy._helpers.NAME(args...). */
KiValue np_helper(KiState *ks, const char *name, KiValue *args, int nargs) KB_MUST_CHECK;
/* The same with None for what was not given, of up to 8 arguments. */
KiValue np_helper_given(KiState *ks, const char *name, KiValue *args, int nargs) KB_MUST_CHECK;
KiValue np_helper_kw(KiState *ks, const char *name, KiValue *args, int nargs,
                     KiValue kwnames) KB_MUST_CHECK;
/* The same of a helper that makes a new array: what it shows of one that nobody else holds is its
 * own. */
KiValue np_helper_new(KiState *ks, const char *name, KiValue *args, int nargs) KB_MUST_CHECK;
KiValue np_settled(KiState *ks, KiValue r);
/* The array v as the owner of its memory, if nobody else holds the array that it is a view of. */
KiValue np_own(KiState *ks, KiValue v);
/* A view of the new array v (consumed), as NumPy has it where it makes a result in another shape.
 */
KiValue np_viewed(KiState *ks, KiValue v) KB_MUST_CHECK;

/* --- x.shape, x.strides (numpy_layout.c) --- */
KiValue np_get_shape(KiState *ks, KiValue v, void *closure) KB_MUST_CHECK;
bool np_set_shape(KiState *ks, KiValue v, KiValue value, void *closure) KB_MUST_CHECK;
KiValue np_get_strides(KiState *ks, KiValue v, void *closure) KB_MUST_CHECK;
bool np_set_strides(KiState *ks, KiValue v, KiValue value, void *closure) KB_MUST_CHECK;

/* --- flags (numpy_flags.c) --- */
KiValue np_get_flags(KiState *ks, KiValue v, void *closure) KB_MUST_CHECK; /* x.flags */
/* Does every element of x, numbers or times, lie where one of its type may? */
bool np_lies_aligned(KiValue x);

/* The array x as a view of another class. */
KiValue np_view_in_class(KiState *ks, KiValue x, KiType *cls) KB_MUST_CHECK;

/* --- x.flat (numpy_flat.c) --- */
KiValue np_get_flat(KiState *ks, KiValue v, void *closure) KB_MUST_CHECK;
/* Where element number i of an array lies, counted as flat counts. */
char *np_flat_address(const KtTensor *t, int64_t i);
bool np_set_flat(KiState *ks, KiValue v, KiValue value, void *closure) KB_MUST_CHECK;

/* --- the buffer protocol (numpy_buffer.c) --- */
bool np_get_buffer(KiState *ks, KiValue v, struct KiBuffer *b, bool writable) KB_MUST_CHECK;
void np_release_buffer(KiState *ks, KiValue v, struct KiBuffer *b);
bool np_get_scalar_buffer(KiState *ks, KiValue v, struct KiBuffer *b, bool writable) KB_MUST_CHECK;
void np_release_scalar_buffer(KiState *ks, KiValue v, struct KiBuffer *b);

/* --- tables --- */
typedef struct NpRow {
    /* f function, m method of arrays and scalars, a of arrays alone; how the method reads its
     * arguments in NumPy, where not by PyArg_ParseTupleAndKeywords: r NumPy's own reader, t
     * PyArg_ParseTuple, p a Python function of the name with "_" before it. */
    const char *name, *places;
    const char *signature;
    void *fn;
} NpRow;
bool np_add(KiState *ks, KiModule *m, const NpRow *rows, int n) KB_MUST_CHECK;
#define NP_ADD(rows) np_add(ks, m, rows, (int)(sizeof(rows) / sizeof *(rows)))

bool np_init_dtype(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_scalar(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_scalar_array(KiState *ks) KB_MUST_CHECK;
bool np_init_array(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_attrs(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_layout(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_flags(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_flat(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_create(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_convert(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_ufunc(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_reduce(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_shape(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_index(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_order(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_linear(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_print(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_object(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_text_rows(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_memory(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_override(KiState *ks, KiModule *m) KB_MUST_CHECK;
bool np_init_carried(KiState *ks, KiModule *m) KB_MUST_CHECK;

KiValue np_positive(KiState *ks, KiValue v) KB_MUST_CHECK; /* +v of an array */
/* Does v's class have an __array_ufunc__ of its own? */
bool np_overrides_ufunc(KiState *ks, KiValue v);
/* Has it one, or None in its place, or is v another object than an array with an __array_wrap__ or
 * __array_prepare__? Such an operand has a say in what a ufunc does (numpy/_ufunc_asking.py). */
bool np_class_has_say(KiState *ks, KiValue v);
static inline bool np_has_say(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_obj(v)->shape->type->flags & KI_TF_HEAP && np_class_has_say(ks, v);
}
/* Is the array of v one of text or objects: lists of such, instances, integers beyond all types? */
bool np_becomes_objects(KiState *ks, KiValue v);
/* After op failed for x and y (KI_ABSENT: unary): the error as NumPy words it. Returns KI_ERR. */
KiValue np_explain(KiState *ks, KtOp op, KiValue x, KiValue y, KiValue out) KB_COLD;
/* Array operations that several files use. */
KiValue np_binary_op(KiState *ks, KtOp op, KiValue x, KiValue y) KB_MUST_CHECK;
KiValue np_divmod(KiState *ks, KiValue x, KiValue y) KB_MUST_CHECK;
KiValue np_ufunc_call(KiState *ks, KtOp op, KiValue *args, int nargs,
                      KiValue kwnames) KB_MUST_CHECK;
bool np_is_view_of(const KtTensor *t, const KtTensor *x);
KtTensor *np_reshape(KtCtx *ctx, KtTensor *x, int n, const int64_t *sizes,
                     char order) KB_MUST_CHECK;
/* A converting copy that reports what the type cannot hold (invalid value, overflow). */
KtTensor *np_checked_cast(KtCtx *ctx, KtTensor *x, int dtype, char order) KB_MUST_CHECK;
/* Warns when complex numbers become real ones. */
bool np_warns_complex(KiState *ks, int from, int to) KB_MUST_CHECK;
/* The number of a diagonal; all that lie beyond rows and columns are as good as the next one. */
static inline int64_t np_diagonal_within(int64_t k, int64_t rows, int64_t columns) {
    return k > columns + 1 ? columns + 1 : k < -rows - 1 ? -rows - 1 : k;
}
/* A C-, F-, A- or K-ordered copy. */
KtTensor *np_copy(KtCtx *ctx, KtTensor *x, int dtype, char order) KB_MUST_CHECK;
KtTensor *np_matmul(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *out,
                    const char *name) KB_MUST_CHECK;
#endif
