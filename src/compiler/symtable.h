#ifndef KI_SYMTABLE_H
#define KI_SYMTABLE_H
/* Scopes: which name means what where. One pass over the tree records how every scope uses each
 * name, a second one decides: local, cell (a local that inner functions share), free (an outer
 * function's cell) or global. Everything lives in the compilation's arena. */
#include "../parser/ast.h"

struct KiCompiler;

typedef enum KiScopeKind {
    KI_SCOPE_MODULE,
    KI_SCOPE_CLASS,
    KI_SCOPE_FUNCTION,
    KI_SCOPE_ANNOTATION
} KiScopeKind;
typedef enum KiCompKind {
    KI_COMP_NONE,
    KI_COMP_LIST,
    KI_COMP_SET,
    KI_COMP_DICT,
    KI_COMP_GEN
} KiCompKind;

enum { /* KiSym.flags: how the scope itself mentions the name */
       KI_SYM_GLOBAL = 1,
       KI_SYM_LOCAL = 2,
       KI_SYM_PARAM = 4,
       KI_SYM_NONLOCAL = 8,
       KI_SYM_USE = 16,
       KI_SYM_IMPORT = 32,
       KI_SYM_ANNOT = 64,
       KI_SYM_COMP_ITER = 128, /* target of a comprehension's for */
       KI_SYM_DELETED = 256,   /* some statement unbinds it again */
       KI_SYM_BOUND = KI_SYM_LOCAL | KI_SYM_PARAM | KI_SYM_IMPORT
};

typedef enum KiNameRes {
    KI_RES_UNKNOWN,
    KI_RES_LOCAL,
    KI_RES_CELL,
    KI_RES_FREE,
    KI_RES_GLOBAL_EXPLICIT,
    KI_RES_GLOBAL_IMPLICIT
} KiNameRes;

typedef struct KiSym {
    const KiAstStr *name; /* mangled */
    uint32_t flags;
    KiNameRes res;
    bool free_class;   /* class scope: not (only) free here, but handed through to methods */
    int index;         /* LOCAL, CELL: register; FREE: number of the free variable; -1: none yet */
    int free_index;    /* number among the free variables when FREE or free_class */
    uint32_t rank;     /* place in the order in which the code gets to the names */
    const KiAst *decl; /* the global or nonlocal statement */
} KiSym;

/* A statement around the one being visited that a jump leaves: a loop, or a `try` with its last
 * clause. */
typedef struct KiFinally {
    struct KiFinally *outer;
    KiAstSeq body;
    bool loop, scouted;
} KiFinally;

typedef struct KiScope {
    KiScopeKind kind;
    KiCompKind comp;
    struct KiScope *parent, *first_child, *last_child, *next;
    const KiAst *node;
    const KiAstStr *name; /* of the function or class */
    const KiAstStr *private_ /* class whose private names are mangled here, or NULL */;
    KiSym **syms; /* in order of first mention: parameters come first */
    bool ranked;  /* their ranks are another order */
    uint32_t n_syms, cap_syms;
    uint32_t *slots; /* hash of syms: number + 1 */
    uint32_t cap_slots;
    KiSym **free; /* sorted by name */
    uint32_t n_free;
    bool nested; /* inside a function */
    bool generator, coroutine;
    bool varargs, varkw;
    bool needs_class_cell; /* class: a method names super or __class__ */
    KiFinally *finals;     /* while visiting: the innermost one */
    bool scouting;         /* while visiting: only the order of names is told, see scout() */
    bool comp_target;      /* while visiting: inside the target of a comprehension's for */
    int comp_iter_expr;    /* while visiting: depth of iterable expressions of comprehensions */
    bool has_await;
} KiScope;

/* Maps node -> value by address (scopes of nodes, folded constants). */
typedef struct KiPtrMap {
    KbArena *arena;
    const void **keys;
    uint64_t *values;
    uint32_t n, cap;
} KiPtrMap;
bool ki_ptrmap_set(KiPtrMap *m, const void *key, uint64_t value); /* false: out of memory */
bool ki_ptrmap_get(const KiPtrMap *m, const void *key, uint64_t *value);

/* Builds and resolves the scopes of `root`. On failure the compiler's error is set. Sets bit
 * KI_SCRATCH_WALRUS in the scratch field of every expression that contains `:=` of its own scope.
 */
void ki_symtable_build(struct KiCompiler *c, KiAst *root);
/* The two passes of it, and a symbol made if missing (NULL: failed): for symtable.c and
 * symresolve.c. */
void ki_symtable_walk(struct KiCompiler *c, KiAst *root);
KiSym *ki_scope_add(struct KiCompiler *c, KiScope *s, const KiAstStr *name);
KiScope *ki_symtable_scope(struct KiCompiler *c, const KiAst *node);
/* The symbol of an already mangled name, or NULL. */
KiSym *ki_scope_find(const KiScope *s, const KiAstStr *name);
/* name with private-name mangling for class `private_` applied. */
const KiAstStr *ki_mangle(struct KiCompiler *c, const KiAstStr *private_, const KiAstStr *name);

enum { KI_SCRATCH_WALRUS = 1, KI_SCRATCH_NOT_CONST = 2, KI_SCRATCH_KNOWN_TEXT = 4 };
#endif
