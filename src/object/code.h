#ifndef KI_CODE_H
#define KI_CODE_H
/* Code objects: instructions, constants with inline caches, and the side tables (exceptions, live
 * temporaries, source positions). opcode.def documents every instruction. */
#include "obj_str.h"
#include "object.h"
#include "opcode.h"

typedef struct KiInstr {
    uint8_t op;
    uint8_t fl; /* KI_FL_* operand ownership and per-opcode flags */
    uint16_t a;
    union {
        struct {
            uint16_t b;
            union {
                int16_t c;
                uint16_t uc;
            };
        };
        int32_t bc; /* 32-bit operand of the *_FAR forms */
    };
} KiInstr;
_Static_assert(sizeof(KiInstr) == 8, "an instruction is 64 bits");

/* Sorted, innermost first for nested ranges: an exception at pc in [start, end) continues at
 * handler with the temporaries of live-state `live` kept and all later ones released. */
typedef struct KiHandler {
    uint32_t start, end, handler;
    uint16_t live;
} KiHandler;

/* The set of live temporaries as a tree: a state is its parent's registers plus reg. Node 0 is
 * "none". Every handler's state is an ancestor of the states inside its range. */
typedef struct KiLiveNode {
    uint16_t parent, reg;
} KiLiveNode;
/* From instruction pc on (until the next entry) an exception finds state `node` live. Instructions
 * that consume a call window (CALL...) list the state below the window. */
typedef struct KiLiveRun {
    uint32_t pc;
    uint16_t node;
} KiLiveRun;

typedef struct KiPosition { /* of one instruction; line 0: none (artificial code) */
    uint32_t line, end_line;
    uint16_t col, end_col; /* UTF-8 byte columns; 0xFFFF: unknown */
} KiPosition;

/* Before instruction pc, CPython's code loads or stores something on another line (an operand that
 * is borrowed or a constant here): tracing tells of it. Behind: it belongs to the instruction
 * before (a store), so that only the way from there passes it. */
typedef struct KiPassed {
    uint32_t pc;
    uint32_t line : 31, behind : 1;
} KiPassed;

enum { /* code->flags, CPython's CO_* values where they exist */
       KI_CO_OPTIMIZED = 0x1,
       KI_CO_NEWLOCALS = 0x2,
       KI_CO_VARARGS = 0x4,
       KI_CO_VARKEYWORDS = 0x8,
       KI_CO_NESTED = 0x10,
       KI_CO_GENERATOR = 0x20,
       KI_CO_COROUTINE = 0x80,
       KI_CO_ITERABLE_COROUTINE = 0x100,
       KI_CO_ASYNC_GENERATOR = 0x200,
       KI_CO_FUTURE_BARRY = 0x400000,
       KI_CO_FUTURE_ANNOTATIONS = 0x1000000,
       KI_CO_FUTURE_MASK = 0x1FE0000, /* what exec, eval and compile take over from the caller */
       KI_CO_NAMESPACE = 0x8000000,   /* internal: register 0 holds the local namespace mapping */
       /* internal: wrong arguments are told as by a native function, or method (bind_native.c) */
       KI_CO_AS_NATIVE = 0x10000000,
       KI_CO_NATIVE_METHOD = 0x20000000,
       KI_CO_NATIVE_UNNAMED = 0x40000000,    /* its parser in C tells no name */
       KI_CO_NATIVE_TUPLE = (int)0x80000000, /* its parser in C is the old one, for a tuple */
       KI_CO_NATIVE_CYTHON = KI_CO_NATIVE_UNNAMED | KI_CO_NATIVE_TUPLE,
};

typedef struct KiCode {
    KiObj h;
    KiInstr *instrs;
    uint32_t n_instrs;
    uint16_t n_regs;   /* whole window: locals + temporaries + room for call headers */
    uint16_t n_locals; /* parameters, then other locals and cell variables */
    uint16_t n_args;   /* positional parameters, positional-only included */
    uint16_t n_posonly, n_kwonly;
    uint16_t n_free;
    uint32_t flags;
    uint64_t *k; /* constants (owned KiValues where k_is_value bit) and cache words */
    uint32_t n_k;
    uint8_t *k_is_value;    /* bitmap: k[i] is an owned KiValue */
    KiValue *local_names;   /* n_locals interned str */
    KiValue *free_names;    /* n_free interned str */
    uint8_t *local_is_cell; /* n_locals: the register holds a KiCell */
    KiHandler *handlers;
    uint32_t n_handlers;
    KiLiveNode *live;
    uint32_t n_live;
    KiLiveRun *live_runs;
    uint32_t n_live_runs;
    KiPosition *positions; /* n_instrs */
    KiPassed *passed;      /* by pc, in order of execution */
    uint32_t n_passed;
    KiValue name, qualname, filename; /* str */
    KiValue doc;                      /* str or None */
    KiValue names;                    /* tuple of str: co_names, for introspection */
    KiValue consts;                   /* tuple: co_consts, for introspection */
    uint32_t first_line;
    bool no_signature;      /* stands for native code of which inspect is told no parameters */
    bool unseen;            /* stands for native code: frames are not shown; see ki_code_unseen */
    uint8_t n_calling_back; /* native calls of it that called back, so far as they count */
    uint16_t
        n_self_attrs; /* of an __init__: distinct attributes it stores on its first parameter */
    struct KiCodeImage *image; /* the body still lies there (code_image.h); NULL: it is here */
    const uint8_t *body;       /* in the image */
    struct KiCode *next_code, *prev_code; /* all code of the state, for dropping inline caches */
    /* set by the VM: a frame of it has had an object, its returns look for one */
    bool hands_over;
} KiCode;

/* An empty code object (all counts 0, names empty strings, doc None), linked into ks->all_code; its
 * maker fills it in. Arrays are ki_mem_alloc blocks of exactly as many entries as their count says
 * (local_names and local_is_cell: n_locals; free_names: n_free; k_is_value: (n_k + 7) / 8 bytes)
 * and are released, with the values in them, when the code object is. NULL: MemoryError pending. */
KiCode *ki_code_alloc(KiState *ks);
/* The arrays of a code object, names and consts apart, are freed and forgotten. */
void ki_code_clear_body(KiState *ks, KiCode *c);

/* Makes the body of code from an image. A frame that runs has it; others ask for it before they
 * look at instructions, constants, names or side tables. False: MemoryError pending. */
bool ki_code_load(KiState *ks, KiCode *c) KB_MUST_CHECK;
KB_MUST_CHECK static inline bool ki_code_need(KiState *ks, KiCode *c) {
    return !c->image || ki_code_load(ks, c);
}

/* Node live at instruction index pc. */
uint16_t ki_code_live_at(const KiCode *c, uint32_t pc);
KiPosition ki_code_position(const KiCode *c, uint32_t pc);
/* Whether frames of c are hidden from tracebacks, traces and walks of the stack: it stands for
 * native code, by itself or as a function of a file of which that is true. */
static inline bool ki_code_unseen(const KiCode *c) {
    return c->unseen || (ki_is_ptr(c->filename) && ki_obj(c->filename)->flags & KI_STR_UNSEEN &&
                         c->flags & KI_CO_OPTIMIZED);
}
/* Readable listing, one instruction a line, as `kukri --dis` prints it. */
struct KbStrbuf;
bool ki_code_dis(KiState *ks, KiCode *c, struct KbStrbuf *out);
#endif
