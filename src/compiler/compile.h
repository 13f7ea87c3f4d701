#ifndef KI_COMPILE_H
#define KI_COMPILE_H
/* Source text to code object. ki_compile (object/runtime.h) is the entry; these are its flags. */
#include "../object/state.h"
#include "../parser/ast.h"

enum { /* of ki_compile; the values from 0x100 on are those of Python's compile() */
       KI_COMPILE_MODULE = 1,     /* a script or imported file: names are globals */
       KI_COMPILE_OPTIMIZE_0 = 2, /* else the state's level */
       KI_COMPILE_OPTIMIZE_1 = 4,
       KI_COMPILE_OPTIMIZE_2 = 6,
       KI_COMPILE_OPTIMIZE_MASK = 6,
       KI_COMPILE_SCRIPT = 8,   /* a file run as a program: bad UTF-8 is reported with its name */
       KI_COMPILE_STREAM = 16,  /* read line by line from a stream: a message has a line alone */
       KI_COMPILE_UNHEARD = 32, /* only tried: the parser's warnings are dropped */
       KI_COMPILE_UTF8 = 0x100, /* the text comes from a str: ignore a coding cookie */
       KI_COMPILE_DONT_IMPLY_DEDENT = 0x200,
       KI_COMPILE_ONLY_AST = 0x400,
       KI_COMPILE_TOP_LEVEL_AWAIT = 0x2000,
       KI_COMPILE_ALLOW_INCOMPLETE = 0x4000,
       KI_COMPILE_FUTURE_MASK = 0x1FE0000, /* KI_CO_FUTURE_* */
       KI_COMPILE_OLDER_THAN_SHIFT = 25    /* KiParseOptions.older_than */
};

/* The value of a constant in a tree, owned. */
KiValue ki_constant_object(KiState *ks, const KiAstConst *k) KB_MUST_CHECK;

/* Parses as ki_compile does and hands the tree to use(), which keeps nothing of it. What use()
 * returns, KI_ERR if the text is wrong. */
typedef KiValue (*KiUseTreeFn)(KiState *ks, KiAst *root, void *arg);
KiValue ki_parse_tree(KiState *ks, const char *src, size_t len, const char *filename,
                      const char *mode, int flags, KiUseTreeFn use, void *arg) KB_MUST_CHECK;

/* Likewise with the scopes of the text (symtable.h), from that of the module on. */
struct KiScope;
typedef KiValue (*KiUseScopesFn)(KiState *ks, const struct KiScope *top, void *arg);
KiValue ki_scope_tree(KiState *ks, const char *src, size_t len, const char *filename,
                      const char *mode, int flags, KiUseScopesFn use, void *arg) KB_MUST_CHECK;

/* Compiles the tree that build() makes in the arena (NULL: exception pending), its names taken
 * from the table. */
typedef KiAst *(*KiBuildTreeFn)(KiState *ks, KbArena *arena, KiNameTable *names, void *arg);
KiValue ki_compile_tree(KiState *ks, const char *filename, int flags, KiBuildTreeFn build,
                        void *arg) KB_MUST_CHECK;

/* Would the compiler replace an expression by its value? No exception may be pending. */
bool ki_is_constant(KiState *ks, KiAst *e);

/* Checks a code object against opcode.def: operand ranges, jump targets, live states. NULL if it is
 * well formed, else a static description with the instruction in *at. For tests and debug builds.
 */
const char *ki_code_verify(const KiCode *code, uint32_t *at);
#endif
