/* The scopes of a text as the compiler sees them, for the module symtable. A scope is a tuple
 * (kind, name, line, nested, symbols, scopes inside), a symbol (name, uses, meaning): words both.
 */
#include "scope_list.h"

#include "../compiler/compile.h"
#include "../compiler/symtable.h"
#include "../object/containers.h"
#include "builtins.h"

static const char *const kinds[] = {"module", "class", "function", "annotation"};
static const char *const meanings[] = {[KI_RES_UNKNOWN] = "unknown",
                                       [KI_RES_LOCAL] = "local",
                                       [KI_RES_CELL] = "cell",
                                       [KI_RES_FREE] = "free",
                                       [KI_RES_GLOBAL_EXPLICIT] = "declared global",
                                       [KI_RES_GLOBAL_IMPLICIT] = "global"};
static const struct {
    uint32_t flag;
    const char *word;
} uses[] = {{KI_SYM_USE, "referenced"},   {KI_SYM_LOCAL, "assigned"},  {KI_SYM_PARAM, "parameter"},
            {KI_SYM_IMPORT, "imported"},  {KI_SYM_ANNOT, "annotated"}, {KI_SYM_GLOBAL, "global"},
            {KI_SYM_NONLOCAL, "nonlocal"}};

static KiValue text_of(KiState *ks, const KiAstStr *s) {
    return ki_str_from_utf8(ks, s->s, s->len);
}

static KiValue name_of(KiState *ks, const KiScope *s) {
    switch (s->comp) {
    case KI_COMP_LIST:
        return ki_str_from_cstr(ks, "listcomp");
    case KI_COMP_SET:
        return ki_str_from_cstr(ks, "setcomp");
    case KI_COMP_DICT:
        return ki_str_from_cstr(ks, "dictcomp");
    case KI_COMP_GEN:
        return ki_str_from_cstr(ks, "genexpr");
    default:
        break;
    }
    if (!s->parent) return ki_str_from_cstr(ks, "top");
    return s->node->kind == KI_AST_Lambda ? ki_str_from_cstr(ks, "lambda") : text_of(ks, s->name);
}

static KiValue symbol(KiState *ks, const KiSym *sym) {
    KiList *words = ki_list_new(ks, 0);
    bool ok = words != NULL;
    for (size_t i = 0; ok && i < sizeof uses / sizeof *uses; i++)
        if (sym->flags & uses[i].flag)
            ok = ki_list_push(ks, words, ki_str_from_cstr(ks, uses[i].word));
    KiValue name = ok ? text_of(ks, sym->name) : KI_ERR;
    KiValue meaning = name == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, meanings[sym->res]);
    KiValue r = KI_ERR;
    if (meaning != KI_ERR) {
        r = ki_tuple_pack(ks, 3, name, ki_from_obj(words), meaning);
        ki_decref(ks, meaning);
    }
    if (name != KI_ERR) ki_decref(ks, name);
    if (words) ki_decref_obj(ks, &words->h);
    return r;
}

static KiValue scope(KiState *ks, const KiScope *s, void *unused) {
    if (!ki_c_stack_ok(ks, " while listing scopes")) return KI_ERR;
    KiList *symbols = ki_list_new(ks, s->n_syms), *inside = symbols ? ki_list_new(ks, 0) : NULL;
    bool ok = inside != NULL;
    for (uint32_t i = 0; ok && i < s->n_syms; i++)
        ok = ki_list_push(ks, symbols, symbol(ks, s->syms[i]));
    for (const KiScope *k = s->first_child; ok && k; k = k->next)
        ok = ki_list_push(ks, inside, scope(ks, k, NULL));
    KiValue name = ok ? name_of(ks, s) : KI_ERR;
    KiValue kind = name == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, kinds[s->kind]);
    KiValue r = KI_ERR;
    if (kind != KI_ERR)
        r = ki_tuple_pack(ks, 6, kind, name, ki_small_int(s->parent ? s->node->line : 0),
                          ki_bool(s->nested), ki_from_obj(symbols), ki_from_obj(inside));
    if (kind != KI_ERR) ki_decref(ks, kind);
    if (name != KI_ERR) ki_decref(ks, name);
    if (inside) ki_decref_obj(ks, &inside->h);
    if (symbols) ki_decref_obj(ks, &symbols->h);
    return r;
}

static KiValue scopes_of(KiState *ks, const char *src, size_t n, KiValue *a, int flags) {
    KiValue holder = KI_ABSENT, r = KI_ERR;
    const char *filename = ki_arg_path(ks, a[1], "symtable", &holder);
    const char *mode = filename ? ki_str_utf8(ks, ki_str_of(a[2]), NULL) : NULL;
    if (mode) r = ki_scope_tree(ks, src, n, filename, mode, flags, scope, NULL);
    ki_decref(ks, holder);
    return r;
}

KiValue ki_bi_scopes(KiState *ks, KiValue *a, int nargs) {
    if (!ki_is_str(a[2])) return ki_raise(ks, KI_EXC_TypeError, "the mode must be a str");
    size_t n;
    if (ki_is_str(a[0])) {
        const char *src = ki_str_utf8(ks, ki_str_of(a[0]), &n);
        return src ? scopes_of(ks, src, n, a, KI_COMPILE_UTF8) : KI_ERR;
    }
    KiBytesView view;
    if (!ki_get_bytes(ks, a[0], false, &view)) return KI_ERR;
    KiValue r = scopes_of(ks, (const char *)view.data, view.len, a, 0);
    ki_release_bytes(ks, &view);
    return r;
}
