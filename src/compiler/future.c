/* `from __future__ import ...` at the head of a module. */
#include <string.h>

#include "compiler.h"

/* All but annotations are always on in Python 3.11. */
static bool known_feature(const char *n) {
    static const char *const names[] = {
        "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
        "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(n, names[i])) return true;
    return false;
}

static bool take_features(KiCompiler *c, const KiAst *s) {
    for (uint32_t i = 0; i < s->ImportFrom.names.n; i++) {
        const char *n = s->ImportFrom.names.at[i]->alias.name->s;
        if (!strcmp(n, "braces")) {
            ki_comp_error_open(c, s, "not a chance");
            return false;
        }
        if (!known_feature(n)) {
            ki_comp_error_open(c, s, "future feature %.100s is not defined", n);
            return false;
        }
        if (!strcmp(n, "annotations")) c->future |= KI_CO_FUTURE_ANNOTATIONS;
        if (!strcmp(n, "barry_as_FLUFL")) c->future |= KI_CO_FUTURE_BARRY;
    }
    return true;
}

void ki_future_scan(KiCompiler *c, KiAst *root) {
    c->future |= (uint32_t)c->flags & KI_COMPILE_FUTURE_MASK;
    if (root->kind != KI_AST_Module && root->kind != KI_AST_Interactive) return;
    KiAstSeq body = root->kind == KI_AST_Module ? root->Module.body : root->Interactive.body;
    bool doc = false, done = false;
    int line = 0;
    for (uint32_t i = 0; i < body.n; i++) {
        const KiAst *s = body.at[i];
        if (done && s->line > line) return; /* an import there is found when it is compiled */
        line = s->line;
        bool is_future = s->kind == KI_AST_ImportFrom && s->ImportFrom.module &&
                         !strcmp(s->ImportFrom.module->s, "__future__"); /* of any level */
        if (is_future && done) {
            KiAst before = *s; /* here CPython counts columns from 0 */
            before.col--;
            ki_comp_error_open(c, &before,
                               "from __future__ imports must occur at the beginning of the file");
            return;
        }
        if (is_future) {
            if (!take_features(c, s)) return;
            c->future_end_line = s->line;
            c->future_end_col = s->col;
        } else if (!doc && i == 0 && ki_docstring(body)) {
            doc = true;
        } else {
            done = true;
        }
    }
}
