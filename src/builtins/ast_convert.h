#ifndef KI_AST_CONVERT_H
#define KI_AST_CONVERT_H
/* Syntax trees as Python objects: from the parser's tree to instances of the classes of _ast, and
 * back for compile(). */
#include "../parser/ast.h"
#include "builtins.h"

/* The objects of a tree: a KiUseTreeFn. */
KiValue ki_ast_objects(KiState *ks, KiAst *root, void *arg) KB_MUST_CHECK;
/* Has a node of that kind (a KiAstKind) the field type_comment, which the parser leaves empty? */
bool ki_ast_has_type_comment(int kind);
/* Whether v is an instance of _ast.AST: 1, 0, -1 on error. Does not import the module. */
int ki_is_ast(KiState *ks, KiValue v) KB_MUST_CHECK;
/* Compiles a tree of objects. */
KiValue ki_compile_ast(KiState *ks, KiValue tree, const char *filename, const char *mode,
                       int flags) KB_MUST_CHECK;
#endif
