#ifndef KI_NATIVE_H
#define KI_NATIVE_H
/* How C functions become Python callables: a signature text, from which argument binding, error
 * messages, help() and inspect.signature come. Implemented in object/native.c. */
#include "state.h"

/* A parsed signature "(self, a, b=1, /, c='x', *args, key=None, **kw)". Defaults are Python
 * literals (None, True, False, ints, floats, strings, ()), or <absent> for "not given" (C sees
 * KI_ABSENT; help shows nothing). "(...)" is raw. */
typedef struct KiSignature {
    const char *text;
    KiStr **names;        /* n_params */
    KiValue *defaults;    /* n_params; KI_UNBOUND: required */
    int n_params;         /* entries the C function receives */
    int n_posonly, n_pos; /* positional-only, all positional */
    int n_required;       /* leading required positional */
    int n_fill; /* from so many by position on, defaults make up the rest; n_params + 1: never */
    int var_args, var_kw; /* index of *args / **kw, or -1 */
    int n_self;           /* 1: the first parameter is self or cls */
    int refs;             /* shared by a method descriptor and the methods bound from it */
} KiSignature;

#define KI_FILL_MAX 16 /* parameters of the functions that n_fill speaks of */

/* One row of a table of functions or methods. fn is a KiNativeFn, or a KiRawFn when the signature
 * is "(...)": then doc opens with "NAME(SIGNATURE)\n--\n\n" where Python can write the signature.
 * flags: KI_DEF_*. */
typedef struct KiDef {
    const char *name;
    const char *signature;
    void *fn;
    const char *doc;
    int flags;
} KiDef;
enum {
    KI_DEF_STATIC = 1,
    KI_DEF_CLASS = 2,
    /* How CPython's function takes its arguments, where they are all by position: in whose words a
     * wrong call is refused. Kept in KiNative.style. */
    KI_DEF_TUPLE_COUNT = 4,  /* "f() takes at most 1 argument (2 given)" */
    KI_DEF_SHORT_NAME = 8,   /* refuses keywords without the name of the module or class */
    KI_DEF_ANY_KEYWORD = 16, /* as if keywords were possible */
    KI_DEF_TUPLE_ARGS = KI_DEF_TUPLE_COUNT | KI_DEF_SHORT_NAME,
    /* CPython's function tells no signature: __text_signature__ is None. */
    KI_DEF_UNSIGNED = 32,
    /* In a table that two types share: a row of only the one that can change, or cannot. */
    KI_DEF_CHANGES = 64,
    KI_DEF_FIXED = 128,
    /* Written with Cython, which reads arguments by code of its own. */
    KI_DEF_CYTHON = 256,
    /* NumPy's own reader of arguments: in Python's words, but places count from zero. */
    KI_DEF_FROM_ZERO = 512,
    /* A method that hands its arguments to a Python function of its name with "_" before it. */
    KI_DEF_FORWARDED = 1024,
    /* CPython's function gets its arguments in a tuple, or with the class that defines it: its
     * calls count as a level of recursion. So do those of KI_DEF_SHORT_NAME. */
    KI_DEF_COUNTED = 2048,
    /* CPython has an instruction for calls of it as `f(...)`, which are no level whatever it takes.
     */
    KI_DEF_SPECIALISED = 4096,
    /* A method of CPython that gets the class that defines it, too: bound, it is a builtin_method.
     * It takes keywords, which one without parameters does not look at, and counts as a level. */
    KI_DEF_BY_CLASS = 8192,
    KI_DEF_WITH_CLASS = KI_DEF_BY_CLASS | KI_DEF_ANY_KEYWORD | KI_DEF_COUNTED,
    KI_DEF_STYLES = KI_DEF_TUPLE_ARGS | KI_DEF_ANY_KEYWORD | KI_DEF_UNSIGNED | KI_DEF_CYTHON |
                    KI_DEF_FROM_ZERO | KI_DEF_FORWARDED | KI_DEF_COUNTED | KI_DEF_SPECIALISED |
                    KI_DEF_BY_CLASS | KI_DEF_CLASS | KI_DEF_STATIC
};
/* What Cython's code says of a call with `got` arguments by position, the one behind them missing
 * or one too many. */
void ki_raise_cython_count(KiState *ks, const char *name, int min, int max, int got);
#define KI_DEF_END                                                                                 \
    { NULL, NULL, NULL, NULL, 0 }

/* What may look at the calls of a raw function: KiNative.explain points to one, in static memory.
 * accept: false, with an exception, keeps the call from being made. explain: after a failure; may
 * replace the pending exception, or make the call in another form: its result, otherwise KI_ERR. */
typedef struct KiNativeExplain {
    bool (*accept)(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames);
    KiValue (*explain)(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames);
    /* Instead of the call, in states with lazy_arguments; it makes the call by
     * ki_native_call_explained, perhaps with other arguments. NULL: none. */
    KiValue (*around)(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames);
} KiNativeExplain;
/* The call of a raw function that has `explain`, which looks at it. */
KiValue ki_native_call_explained(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                 KiValue kwnames) KB_MUST_CHECK;

typedef struct KiGetsetDef {
    const char *name;
    KiGetter get;
    KiSetter set; /* NULL: read-only */
    const char *doc;
    void *closure;
} KiGetsetDef;

/* A native type: registered once per state. */
typedef struct KiTypeDef {
    const char *name;   /* "deque" */
    const char *module; /* "collections" */
    const char *doc;
    uint32_t struct_size; /* sizeof the C struct, header included */
    uint32_t flags;       /* KI_TF_* */
    KiKind layout;        /* KI_K_OPAQUE for module-defined structs */
    const KiSlots *slots;
    const KiDef *methods;
    const KiGetsetDef *getsets;
} KiTypeDef;

KiValue ki_native_new(KiState *ks, const KiDef *def, KiValue self, KiValue module) KB_MUST_CHECK;
/* A method descriptor, or that of a class method, of owner. */
KiValue ki_native_descr_new(KiState *ks, KiKind kind, const KiDef *def,
                            KiType *owner) KB_MUST_CHECK;
/* Adds methods / getsets to a built-in type; module NULL keeps builtins. */
bool ki_type_add_methods(KiState *ks, KiType *t, const KiDef *defs) KB_MUST_CHECK;
/* The same without the rows that have one of these flags. */
bool ki_type_add_methods_but(KiState *ks, KiType *t, const KiDef *defs, int without) KB_MUST_CHECK;
bool ki_type_add_getsets(KiState *ks, KiType *t, const KiGetsetDef *defs) KB_MUST_CHECK;
/* Puts the dict of a native type, which somebody is about to look at, in the order that CPython's
 * have, whatever was added when: __new__, slots, methods, members, other descriptors, doc. Within
 * each of these the order of the tables stays. */
bool ki_type_order_dict(KiState *ks, KiType *t) KB_MUST_CHECK;
/* Makes a native type deriving from base (NULL: object). It lives as long as the state; counting
 * references to it is allowed and has no effect. */
KiType *ki_native_type(KiState *ks, const KiTypeDef *def, KiType *base);
bool ki_module_add_functions(KiState *ks, KiModule *m, const KiDef *defs) KB_MUST_CHECK;
bool ki_module_add(KiState *ks, KiModule *m, const char *name,
                   KiValue v /* consumed */) KB_MUST_CHECK;
/* Binds arguments to sig; out gets n_params values (borrowed; temporaries made for *args / **kw are
 * owned by *scratch, a tuple or ABSENT to release afterwards). fname for messages. */
bool ki_bind_native(KiState *ks, const KiNative *f, KiValue *args, int nargs, KiValue kwnames,
                    KiValue *out, KiValue *scratch) KB_MUST_CHECK;
/* The type whose name goes before f's in its qualified name, NULL if none does: that of the object
 * it is bound to, else the one it was made for. */
KiType *ki_native_named_after(KiState *ks, const KiNative *f);
/* The parsed signature of f (NULL with an exception pending when f is raw or out of memory). */
KiSignature *ki_native_signature(KiState *ks, KiNative *f);
/* The native function f as one of the module that answers its calls like that. */
KiValue ki_native_asking(KiState *ks, KiNative *f, const KiInstead *instead,
                         KiValue module) KB_MUST_CHECK;
/* A call of f with one value per parameter: by its KiInstead, or by f itself. */
KiValue ki_native_ask(KiState *ks, KiNative *f, KiValue *args, int nargs) KB_MUST_CHECK;
/* As ki_native_call, but f does it itself, whatever its KiInstead would answer. */
KiValue ki_native_itself(KiState *ks, KiNative *f, KiValue *args, int nargs,
                         KiValue kwnames) KB_MUST_CHECK;
/* Is a call with n arguments by position completed by defaults alone? */
static inline bool ki_signature_fits(const KiSignature *s, int n) {
    return n >= s->n_fill && n <= s->n_pos;
}
/* Calls f, whose signature fits n arguments, without asking its KiInstead. */
static inline KiValue ki_native_call_fitting(KiState *ks, const KiNative *f, KiValue *args, int n) {
    const KiSignature *s = f->sig;
    if (n == s->n_params) return f->fn.bound(ks, args, n);
    KiValue all[KI_FILL_MAX];
    for (int i = 0; i < s->n_params; i++)
        all[i] = i < n ? args[i] : s->defaults[i];
    return f->fn.bound(ks, all, n);
}
#define KI_UNBOUND_MAX 4
/* *r = self.f(n arguments) without binding f, a method of self's class. False: it is not that
 * simple, nothing was called. */
static inline bool ki_native_call_unbound(KiState *ks, const KiNative *f, KiValue self,
                                          const KiValue *args, int n, KiValue *r) {
    if (n > KI_UNBOUND_MAX || ki_type_of(ks, self) != f->owner || f->instead ||
        f->body != KI_ABSENT || !f->sig || !ki_signature_fits(f->sig, n + 1))
        return false;
    KiValue all[KI_UNBOUND_MAX + 1] = {self};
    for (int i = 0; i < n; i++)
        all[i + 1] = args[i];
    *r = ki_native_call_fitting(ks, f, all, n + 1);
    return true;
}
/* Calls a native function object (vectorcall style). */
KiValue ki_native_call(KiState *ks, KiNative *f, KiValue *args, int nargs,
                       KiValue kwnames) KB_MUST_CHECK;
/* The same where args begin with what f may be bound to, and self is known to be of f's class. */
KiValue ki_native_call_prepared(KiState *ks, KiNative *f, KiValue *args, int nargs,
                                KiValue kwnames) KB_MUST_CHECK;

/* Built-in modules: a table row per module in builtins/module.def; init fills the dict. */
typedef bool (*KiModuleInit)(KiState *ks, KiModule *m);
typedef struct KiNativeModule {
    const char *name; /* dotted */
    KiModuleInit init;
    bool is_package;
} KiNativeModule;
/* The row for a native module, NULL if there is none (nothing raised): asked by the import system
 * after sys.modules and before the frozen modules. Defined in builtins/modules.c. */
const KiNativeModule *ki_find_native_module(KiState *ks, const char *name);
#endif
