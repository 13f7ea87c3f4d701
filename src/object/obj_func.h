#ifndef KI_OBJ_FUNC_H
#define KI_OBJ_FUNC_H
/* Functions, native functions, methods, cells, descriptors, modules, generators, frames,
 * exceptions: the objects that running code is made of. */
#include "code.h"
#include "obj_dict.h"
#include "obj_seq.h"
#include "obj_str.h"

/* h.aux = number of parameters when a positional call with exactly that many arguments needs no
 * binding (no defaults used, no *args, **kw, keyword-only); 0xFFFF otherwise. */
/* What may answer the calls of a function instead of the function: asked before each call, with its
 * arguments as they were given. KI_ABSENT: the function does it. In static memory. */
typedef struct KiInstead {
    KiValue (*answer)(KiState *ks, const struct KiInstead *self, KiValue f, KiValue *args,
                      int nargs, KiValue kwnames);
} KiInstead;

typedef struct KiFunc {
    KiObj h;
    KiCode *code;
    KiDict *globals;
    KiDict *builtins;
    KiInstr *entry; /* code->instrs, k, n_regs, n_locals: what a call needs, at hand */
    uint64_t *k;
    uint16_t n_regs, n_locals;
    const KiInstead *instead; /* then aux is KI_AUX_BIND; or NULL */
    KiValue defaults;         /* tuple or None */
    KiValue kwdefaults;       /* dict or None */
    KiValue closure;          /* tuple of cells or None */
    KiValue name, qualname, doc, module,
        annotations; /* annotations: dict, or tuple made lazily, or ABSENT */
    KiValue dict;    /* attributes: dict or ABSENT */
} KiFunc;

/* A fully bound native function: args has one entry per parameter of the signature in order
 * (missing optional ones: the default, or KI_ABSENT if the signature writes `=<absent>`), *args as
 * a tuple, **kw as a dict. args are borrowed; nargs is the number given positionally. */
typedef KiValue (*KiNativeFn)(KiState *ks, KiValue *args, int nargs);
/* A raw native function: nargs positional values, then one per name in kwnames (tuple or ABSENT).
 */
typedef KiValue (*KiRawFn)(KiState *ks, KiValue *args, int nargs, KiValue kwnames);

struct KiSignature; /* native.h */
typedef struct KiNative {
    KiObj h;
    union {
        KiNativeFn bound;
        KiRawFn raw;
    } fn;
    struct KiSignature *sig;  /* NULL: raw, or not parsed yet */
    const KiInstead *instead; /* or NULL */
    const char *signature;    /* its text */
    const char *name, *doc;   /* static text */
    const char *called;       /* its __name__ where that is not name, else NULL; static text */
    KiType *owner;            /* method descriptors: the class they belong to; else NULL */
    KiValue self;             /* bound object of builtin methods and module functions, or ABSENT */
    KiValue module;           /* __module__ or ABSENT */
    const struct KiNativeExplain *explain; /* raw functions: looks at their failures, or NULL */
    KiValue body;                          /* the Python function that does the work, or ABSENT */
    uint16_t style;                        /* KI_DEF_STYLES of native.h */
} KiNative;

#define KI_NATIVE_RAW         KI_OF_A /* h.flags: fn.raw */
#define KI_NATIVE_NEW         KI_OF_B /* h.flags: the __new__ of owner; neither fn is set */
#define KI_NATIVE_LIKE_PYTHON KI_OF_C /* h.flags: bad arguments are told as Python functions do */
#define KI_NATIVE_SIGNED      KI_OF_D /* h.flags: the parameters of body may be read */

typedef struct KiMethod {
    KiObj h;
    KiValue func, self;
} KiMethod;
typedef struct KiCell {
    KiObj h;
    KiValue value;
} KiCell; /* KI_UNBOUND: empty */

typedef struct KiProperty {
    KiObj h;
    KiValue get, set, del, doc, name;
} KiProperty;
typedef struct KiStaticMethod {
    KiObj h;
    KiValue func;
    KiValue dict;
} KiStaticMethod; /* and classmethod */
typedef struct KiSuper {
    KiObj h;
    KiValue cls, obj;
    KiType *obj_type;
} KiSuper;
typedef KiValue (*KiGetter)(KiState *ks, KiValue self, void *closure);
typedef bool (*KiSetter)(KiState *ks, KiValue self, KiValue v /* ABSENT: delete */, void *closure);
typedef struct KiGetset {
    KiObj h;
    const char *name, *doc;
    KiType *owner;
    KiGetter get;
    KiSetter set;
    void *closure;
} KiGetset;
typedef struct KiMember {
    KiObj h;
    KiStr *name;
    KiType *owner;
    uint32_t slot;
} KiMember; /* a __slots__ entry */

typedef struct KiModule {
    KiObj h;
    KiDict *dict;
    void *native_state;
} KiModule;

/* A suspended or running generator / coroutine / async generator. While suspended it owns exactly
 * the live registers; resume copies them onto the VM stack, yield copies them back. */
typedef struct KiGenerator {
    KiObj h;
    KiFunc *func;      /* NULL once finished */
    KiCode *code;      /* owned; func's when the generator was made */
    const KiInstr *pc; /* where to resume */
    uint16_t live;     /* live-state node at the yield (code->live) */
    uint8_t state;     /* KI_GEN_* */
    bool closed;
    KiValue handled;             /* exception being handled inside (sys.exc_info), ABSENT: none */
    struct KiExcState *exc_prev; /* while running: the resumer's */
    KiValue name, qualname;
    KiValue yield_from;      /* cr_await / gi_yieldfrom, computed on demand; ABSENT */
    KiValue hooks_finalizer; /* async generators */
    uint8_t ag_running, ag_closed, ag_hooks_inited;
    const KiInstr
        *resumer;    /* while running: the instruction that resumed it, or the VM's exit stub */
    KiValue *base;   /* while running: its registers on the VM stack */
    KiValue origin;  /* while suspended: its frame object, if somebody has asked, or ABSENT */
    KiValue made_at; /* coroutines: ((file, line, function), ...), innermost first, or ABSENT */
    uint32_t n_regs;
    KiValue regs[]; /* nregs of the code; dead ones hold KI_UNBOUND */
} KiGenerator;
enum { KI_GEN_CREATED, KI_GEN_SUSPENDED, KI_GEN_RUNNING, KI_GEN_DONE };

typedef struct KiException {
    KiObj h;
    KiValue args;           /* tuple */
    KiValue traceback;      /* KiTraceback or None */
    KiValue context, cause; /* exception or None */
    bool suppress_context;
} KiException;
static inline bool ki_is_exception(KiValue v) {
    return ki_has_layout(v, KI_K_EXCEPTION);
}

/* One traceback entry; the line and caret range are decoded from code + pc when asked. */
typedef struct KiTraceback {
    KiObj h;
    KiValue next; /* KiTraceback or None */
    KiValue
        frame;   /* KiFrame, or the KiFunc until somebody asks for the frame (ki_traceback_frame) */
    uint32_t pc; /* instruction index */
    uint32_t left;       /* the instruction that passed the exception on to the caller */
    int32_t line;        /* as given to the constructor; 0: that of pc */
    const KiValue *base; /* registers of the frame when the entry was made: tells calls apart */
} KiTraceback;
#define KI_TB_ODD KI_OF_A /* tb_lasti was given as an odd number */
/* No handler has seen the exception since the entry was made: it is lost if the exception goes on
 * in a generator that is handling another one (ki_gen_throw), as in CPython. */
#define KI_TB_FRESH KI_OF_B

/* A materialised frame: made for tracebacks, sys._getframe and the like. While the function still
 * runs, `base` points at its registers; when it leaves and somebody has the frame, the registers of
 * its locals move into it. */
typedef struct KiFrame {
    KiObj h;
    KiFunc *func;
    KiValue back;                  /* KiFrame or None */
    KiValue locals;                /* dict once asked for or snapshotted, else ABSENT */
    KiValue *base;                 /* live registers, or NULL */
    uint32_t pc;                   /* instruction index, once base is NULL */
    const KiInstr *ret;            /* while live: the frame's real return address */
    struct KiFrame *live_next;     /* while live: the next of the state's materialised frames */
    KiValue trace;                 /* f_trace, or ABSENT */
    uint32_t trace_at, trace_line; /* instruction and line that tracing saw last */
    uint32_t trace_over, trace_to; /* a jump over the body of a loop to its test; equal: none */
    KiInstr *armed;         /* instruction that leads to the traced loop, or NULL (trace.h) */
    uint8_t armed_op;       /* what it is otherwise */
    bool no_lines, opcodes; /* not f_trace_lines; f_trace_opcodes */
    bool shown;             /* f_locals was read since a tracing function was called last */
    KiValue generator;      /* of its frame: weak reference to it, itself if adopted; else ABSENT */
    uint16_t n_saved, room; /* how many registers have moved into saved[], and could */
    KiValue saved[];
} KiFrame;

typedef struct KiWeakref {
    KiObj h;
    KiValue target /* borrowed; ABSENT once dead */;
    KiValue callback;
    int64_t hash;
    struct KiWeakref *next;
} KiWeakref;

#define KI_MEMBER_NONE                                                                             \
    KI_OF_A /* KiMember: reads as None while unset, instead of AttributeError                      \
             */
#define KI_MEMBER_READONLY KI_OF_B
KiValue ki_member_new(KiState *ks, KiType *owner, KiStr *name, uint32_t slot, bool none_if_unset);
/* Copies what calls need from f->code: after every change of it. */
static inline void ki_func_set_entry(KiFunc *f) {
    f->entry = f->code->instrs;
    f->k = f->code->k;
    f->n_regs = f->code->n_regs;
    f->n_locals = f->code->n_locals;
}
/* The function f as one of the module that answers its calls like that. NULL: raised. */
KiFunc *ki_func_asking(KiState *ks, KiFunc *f, const KiInstead *instead,
                       KiValue module) KB_MUST_CHECK;
/* From now on f itself asks before its calls. */
void ki_func_set_instead(KiFunc *f, const KiInstead *instead);
KiFunc *ki_func_new(KiState *ks, KiCode *code, KiDict *globals);
KiValue ki_cell_new(KiState *ks, KiValue v);
KiValue ki_method_new(KiState *ks, KiValue func, KiValue self);
KiModule *ki_module_new(KiState *ks, const char *name);
/* What super(cls, obj) finds under name for an instance obj of cls, if that is a function that
 * binds obj; borrowed, or KI_ABSENT (then use a super object). */
KiValue ki_super_lookup(KiState *ks, KiType *cls, KiValue obj, KiStr *name);
/* What super object s finds under name, if that is a function that binds s->obj; borrowed, or
 * KI_ABSENT (then use getattr). */
KiValue ki_super_method(KiState *ks, KiValue s, KiStr *name);
/* A proxy without a callback, of which an object has one: it stands in front of those references
 * that are not shared. */
#define KI_WEAKREF_SHARED KI_OF_A
extern const KiSlots ki_weakref_slots;
/* weakref.ref(target, callback or None); TypeError if the type does not allow it. */
KiValue ki_weakref_new(KiState *ks, KiType *cls, KiValue target, KiValue callback);
KiValue ki_weakref_get(KiValue ref);                  /* owned target or None */
KiValue ki_weakref_list(KiState *ks, KiValue target); /* list of its weak references */
#endif
