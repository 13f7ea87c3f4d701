#ifndef KI_STATE_H
#define KI_STATE_H
/* KiState: everything one interpreter owns. There are no mutable globals; interpreters in different
 * threads run in parallel. */
#include "../base/alloc.h"
#include "heap.h"
#include "obj_func.h"

enum KiExcId {
#define EXC(name, base) KI_EXC_##name,
#include "exception.def"
#undef EXC
    KI_EXC_COUNT
};

/* Names the interpreter itself looks up, interned once: ks->names.d_init is "__init__", n_args
 * "args" (names.def) */
typedef struct KiNames {
#define NAME(id, text) KiStr *id;
#include "names.def"
#undef NAME
} KiNames;

/* What sys.exc_info() sees: one item per running generator on top of the thread's. */
typedef struct KiExcState {
    KiValue handled; /* exception being handled, or KI_ABSENT */
    struct KiExcState *prev;
} KiExcState;

/* Bits of ks->breaker: why the VM should stop at the next safe point. */
enum {
    KI_BREAK_SIGNAL = 1,
    KI_BREAK_GC = 2,
    KI_BREAK_STEPS = 4,
    KI_BREAK_YIELD = 8,
    KI_BREAK_ASYNC_EXC = 16
};

typedef struct KiConfig { /* sys.flags and command-line choices */
    bool isolated, no_site, ignore_environment, dont_write_bytecode, unbuffered, verbose, quiet,
        interactive, inspect, dev_mode, utf8_mode, safe_path, no_user_site, warn_default_encoding,
        no_debug_ranges, refcheck;
    int optimize, bytes_warning;
    bool hash_seed_set;
    uint32_t hash_seed;
    int int_max_str_digits;
    int dlopen_flags; /* sys.setdlopenflags(): for modules in shared libraries */
} KiConfig;

/* The modes of a library that each thread has for itself (gradients recorded or not ...): they are
 * exchanged when another thread runs. take gets NULL in a thread that has kept nothing yet. */
typedef struct KiKeptModes {
    uint8_t bytes[8];
} KiKeptModes;

typedef struct KiThreadModes {
    void (*keep)(KiState *ks, KiKeptModes *kept);
    void (*take)(KiState *ks, const KiKeptModes *kept);
} KiThreadModes;

struct KiState {
    KbAlloc alloc;
    KiConfig config;
    struct KiHeap *heap; /* heap.c */
    struct KiTypeCache *type_cache;
    KiValue *R;        /* registers of the running VM frame (NULL: none) */
    const KiInstr *pc; /* its instruction, saved before anything that can raise or call back */
    KiValue *stack, *stack_limit, *stack_end; /* the VM stack: reserved once, never moved */
    _Atomic uint8_t breaker;                  /* KI_BREAK_*: set through ki_break */
    /* What a call compares depth with: one less than recursion_limit (the last frame is watched),
     * or 0 when there may be more to look at (the breaker is set, the limit has changed).
     * ki_vm_call_check puts it right. */
    _Atomic int depth_limit;
    /* During a binary operator's slot: bit 0 (1): its left (right) operand is a tensor or array
     * that nothing but the dying temporary holds, and may be overwritten with the result. */
    uint8_t operand_temp;
    bool lazy_arguments; /* there may be arguments that native functions must not see as they are:
                            KiNativeExplain.around */
    /* Told of each class that defines __torch_function__, and of each subclass of Tensor that an
     * instance is made of (builtins/torch_override.h); NULL: torch is not loaded. */
    bool (*asking_class)(KiState *ks, KiType *t);
    bool asking_before; /* such a class was made when nobody was told */
    int depth, recursion_limit;
    char *c_stack_limit;   /* lowest address native recursion may reach */
    KiValue exc;           /* exception in flight, or KI_ABSENT */
    KiExcState *exc_state; /* innermost */
    KiExcState exc_base;
    KiType *types[KI_K_COUNT];
    KiType *exceptions[KI_EXC_COUNT];
    KiNames names;
    struct KiInternTable *interned;
    KiValue empty_str, empty_tuple, empty_bytes, empty_frozenset, latin1[256];
    uint64_t hash_key[2];
    uint64_t dict_version; /* source of KiDict.version */
    KiValue builtins;      /* module */
    KiDict *builtins_dict;
    KiDict *modules;      /* sys.modules */
    KiDict *sys_dict;     /* dict of sys */
    KiList *audit_hooks;  /* object/audit.h; NULL: none */
    KiNativeFn len_fn;    /* the built-in len, which CALL_LEN knows */
    KiValue memory_error; /* for when there is no memory for one */
    bool making_memory_error;
    struct KiWeakTable *weakrefs;
    KiCode *all_code;        /* list through next_code */
    struct KiVm *vm;         /* private to src/vm */
    struct KiThread *thread; /* the running one (vm/thread.h) */
    KiThreadModes modes;     /* of the tensor libraries; NULL: not loaded */
    struct KiBuiltins *bi; /* private to src/builtins: registries, module states, tensor context */
    struct KiHost *host;   /* private to src/api: handles, policies, callbacks */
    uint64_t steps, step_limit; /* 0: no limit */
    uint64_t next_object_id;
    void *atexit;
    KiValue *repr_stack; /* objects being printed, borrowed: reprs of recursive containers */
    uint32_t n_repr, cap_repr;
    bool finalizing;
};

/* Makes the VM stop at the next safe point. Any thread, signal handlers too. */
static inline void ki_break(KiState *ks, uint8_t why) {
    ks->breaker |= why;
    ks->depth_limit = 0;
}

/* --- raising: see error.c --- */
/* Sets the exception and returns KI_ERR. fmt is UTF-8 printf. */
KiValue ki_raise(KiState *ks, enum KiExcId id, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
KiValue ki_raise_obj(KiState *ks, KiValue exc /* instance or class; borrowed */);
KiValue ki_raise_value(KiState *ks, enum KiExcId id, KiValue arg /* borrowed: KeyError(key) */);
/* The message is before, repr(v), after. A repr that fails gives way to an exception without
 * arguments, as where CPython formats a message. */
KiValue ki_raise_repr(KiState *ks, enum KiExcId id, const char *before, KiValue v,
                      const char *after) KB_COLD;
KiValue ki_raise_attr(KiState *ks, KiValue o,
                      KiStr *name); /* AttributeError with name and obj set */
/* The same of setting and deleting: neither name nor obj is set, so that nothing is suggested. */
KiValue ki_raise_no_attr(KiState *ks, KiValue o, KiStr *name) KB_COLD;
KiValue ki_raise_nomem(KiState *ks);
/* The MemoryError kept for that forgets where it was raised, unless it is still in use. */
void ki_memory_error_reset(KiState *ks);
KiValue ki_raise_errno(KiState *ks, int err,
                       KiValue filename /* ABSENT: none */); /* OSError subclass by errno */
KiValue ki_raise_errno2(KiState *ks, int err, KiValue filename, KiValue filename2);
static inline bool ki_pending(KiState *ks) {
    return ks->exc != KI_ABSENT;
}
bool ki_pending_is(KiState *ks, enum KiExcId id);
/* Takes the pending exception (owned), leaving none. */
KiValue ki_take_exc(KiState *ks);
void ki_restore_exc(KiState *ks, KiValue exc); /* consumes */
void ki_clear_exc(KiState *ks);
/* "Exception ignored in: ..." on stderr through sys.unraisablehook; clears. The second form says
 * "Exception ignored WHEN: ..." (builtins/unraisable.c). */
void ki_write_unraisable(KiState *ks, KiValue where);
void ki_write_unraisable_when(KiState *ks, const char *when, KiValue where);
/* RecursionError if the C stack is nearly used up: at the entry of every recursive C function. */
bool ki_c_stack_ok(KiState *ks, const char *where);
#endif
