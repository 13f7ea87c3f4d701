#ifndef KI_AST_H
#define KI_AST_H
/* The syntax tree: Python 3.11's `ast` node set as C structs, all generated from ast.def.
 *
 * A node is a common head (kind and position) followed by the fields of its kind:
 *
 *     switch (n->kind) {
 *     case KI_AST_BinOp: visit(n->BinOp.left); ...
 *
 * Everything (nodes, sequences, names, constant text) lives in the arena given to the parser and
 * dies with it. A node takes only the memory of its own kind: never copy a KiAst by value.
 * Positions are those of CPython: lines from 1, columns are 0-based bytes of the UTF-8 line, the
 * end is exclusive. Kinds marked "has no position" in ast.def have line 0. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"

/* An identifier, interned per parse: the same pointer means the same name. */
typedef struct KiAstStr {
    const char *s; /* NFKC-normalised UTF-8, NUL-terminated */
    uint32_t len;  /* bytes */
    uint32_t hash;
} KiAstStr;

typedef enum KiAstConstKind {
    KI_CONST_NONE,
    KI_CONST_TRUE,
    KI_CONST_FALSE,
    KI_CONST_ELLIPSIS,
    KI_CONST_INT,       /* .i: fits int64_t (never negative) */
    KI_CONST_BIGINT,    /* .big: digits in base 2, 8, 10 or 16, no prefix, no underscores */
    KI_CONST_FLOAT,     /* .d */
    KI_CONST_IMAG,      /* .d: imaginary part */
    KI_CONST_STR,       /* .str: UTF-8, lone surrogates as 3 bytes; may contain NUL */
    KI_CONST_BYTES,     /* .str */
    KI_CONST_FROZENSET, /* .items: constants; only in trees that scripts make */
} KiAstConstKind;

typedef struct KiAstConst {
    KiAstConstKind kind;
    union {
        int64_t i;
        double d;
        struct {
            const char *s;
            size_t len;
        } str;
        struct {
            const char *digits; /* NUL-terminated */
            uint32_t len;
            uint32_t base;
        } big;
        struct {
            struct KiAst **at;
            uint32_t n;
        } items;
    };
} KiAstConst;

typedef enum KiAstKind {
    KI_AST_NONE,
#define AST_BEGIN(node, group) KI_AST_##node,
#include "ast.def"
    KI_AST_N_KINDS
} KiAstKind;

typedef enum KiAstGroup {
    KI_AST_GROUP_MOD,
    KI_AST_GROUP_STMT,
    KI_AST_GROUP_EXPR,
    KI_AST_GROUP_PATTERN,
    KI_AST_GROUP_OTHER
} KiAstGroup;

typedef enum KiExprCtx {
#define AST_CTX(name) KI_CTX_##name,
#include "ast.def"
} KiExprCtx;

typedef enum KiBoolOp {
#define AST_BOOLOP(name, text) KI_BOOLOP_##name,
#include "ast.def"
} KiBoolOp;

typedef enum KiOperator {
#define AST_OPERATOR(name, text) KI_OPERATOR_##name,
#include "ast.def"
} KiOperator;

typedef enum KiUnaryOperator {
#define AST_UNARYOP(name, text) KI_UNARYOP_##name,
#include "ast.def"
} KiUnaryOperator;

typedef enum KiCmpOp {
#define AST_CMPOP(name, text) KI_CMPOP_##name,
#include "ast.def"
} KiCmpOp;

typedef struct KiAst KiAst;

typedef struct KiAstSeq {
    KiAst **at;
    uint32_t n;
} KiAstSeq;

typedef struct KiAstStrs {
    const KiAstStr **at;
    uint32_t n;
} KiAstStrs;

typedef struct KiAstOps {
    uint8_t *at; /* KiCmpOp */
    uint32_t n;
} KiAstOps;

/* C type of each field TYPE of ast.def. */
#define KI_AST_T_NODE     KiAst *          /* never NULL */
#define KI_AST_T_OPT      KiAst *          /* NULL: absent */
#define KI_AST_T_SEQ      KiAstSeq         /* no NULL entries */
#define KI_AST_T_OSEQ     KiAstSeq         /* entries may be NULL */
#define KI_AST_T_STR      const KiAstStr * /* never NULL */
#define KI_AST_T_OSTR     const KiAstStr * /* NULL: absent */
#define KI_AST_T_STRS     KiAstStrs
#define KI_AST_T_OPS      KiAstOps
#define KI_AST_T_CTX      KiExprCtx
#define KI_AST_T_BOOLOP   KiBoolOp
#define KI_AST_T_OPERATOR KiOperator
#define KI_AST_T_UNARYOP  KiUnaryOperator
#define KI_AST_T_INT      int
#define KI_AST_T_KIND     bool
#define KI_AST_T_CONST    KiAstConst

/* One struct KiAst<Node> per kind. */
#define AST_BEGIN(node, group)       typedef struct KiAst##node {
#define AST_FIELD(node, field, type) KI_AST_T_##type field;
#define AST_END(node)                                                                              \
    }                                                                                              \
    KiAst##node;
#include "ast.def"

struct KiAst {
    uint8_t kind;    /* KiAstKind */
    uint8_t scratch; /* zero after parsing; free for the compiler's use */
    uint16_t scratch16;
    int line, col, end_line, end_col;
    union {
#define AST_BEGIN(node, group) KiAst##node node;
#include "ast.def"
    };
};

/* Field types as data, for generic walks (dump, symbol table). */
typedef enum KiAstFieldType {
    KI_AST_FIELD_NODE,
    KI_AST_FIELD_OPT,
    KI_AST_FIELD_SEQ,
    KI_AST_FIELD_OSEQ,
    KI_AST_FIELD_STR,
    KI_AST_FIELD_OSTR,
    KI_AST_FIELD_STRS,
    KI_AST_FIELD_OPS,
    KI_AST_FIELD_CTX,
    KI_AST_FIELD_BOOLOP,
    KI_AST_FIELD_OPERATOR,
    KI_AST_FIELD_UNARYOP,
    KI_AST_FIELD_INT,
    KI_AST_FIELD_KIND,
    KI_AST_FIELD_CONST
} KiAstFieldType;

typedef struct KiAstField {
    const char *name;
    KiAstFieldType type;
    size_t offset; /* within KiAst */
} KiAstField;

typedef struct KiAstInfo {
    const char *name;
    KiAstGroup group;
    size_t size; /* bytes a node of this kind takes */
    const KiAstField *fields;
    int n_fields;
} KiAstInfo;

const KiAstInfo *ki_ast_info(KiAstKind kind);

const char *ki_ast_operator_text(KiOperator op); /* "+" ... */
const char *ki_ast_boolop_text(KiBoolOp op);
const char *ki_ast_unaryop_text(KiUnaryOperator op);
const char *ki_ast_cmpop_text(KiCmpOp op);

/* A zeroed node of `kind` with its position set; NULL when out of memory. */
KiAst *ki_ast_new(KbArena *arena, KiAstKind kind, int line, int col, int end_line, int end_col);

/* The word CPython's messages use for an expression: "literal", "function call", "attribute"... */
const char *ki_ast_expr_name(const KiAst *n);

/* The interned identifiers of one parse. Give a table through KiParseOptions to add names of
 * your own later (mangled or synthetic ones) under the same pointer identity. */
typedef struct KiNameTable {
    KbArena *arena;
    const KiAstStr **slots;
    uint32_t n, cap; /* cap is a power of two, or 0 */
} KiNameTable;

void ki_names_init(KiNameTable *t, KbArena *arena);
/* The one KiAstStr for these bytes (already normalised); NULL when out of memory. */
const KiAstStr *ki_names_intern(KiNameTable *t, const char *s, size_t len);

/* Appends what CPython's ast.dump(tree, include_attributes=attributes) prints. False when out of
 * memory, over the buffer's maximum, or nested too deeply. Trees can be deep: the parser bounds
 * what nests in the text, but `a + b + c ...` leans to the left without limit. */
bool ki_ast_dump(KbStrbuf *out, const KiAst *tree, bool attributes);
#endif
