/* The module builtins: functions (builtin.def), types, exceptions, and the names that an
 * interactive session adds (exit, help ...). */
#include "func_core.h"

static const KiDef functions[] = {
#define FUNC(name, signature, doc) {#name, signature, (void *)ki_bi_##name, doc, 0},
#define RAW(name, doc)             {#name, "(...)", (void *)ki_bi_##name, doc, 0},
#define COUNTED(name, doc)         {#name, "(...)", (void *)ki_bi_##name, doc, KI_DEF_COUNTED},
#include "builtin.def"
#undef FUNC
#undef RAW
#undef COUNTED
    KI_DEF_END};

static const uint8_t public_types[] = {
    KI_K_OBJECT,       KI_K_TYPE,        KI_K_INT,       KI_K_BOOL,       KI_K_FLOAT, KI_K_COMPLEX,
    KI_K_STR,          KI_K_BYTES,       KI_K_BYTEARRAY, KI_K_MEMORYVIEW, KI_K_TUPLE, KI_K_LIST,
    KI_K_DICT,         KI_K_SET,         KI_K_FROZENSET, KI_K_RANGE,      KI_K_SLICE, KI_K_PROPERTY,
    KI_K_STATICMETHOD, KI_K_CLASSMETHOD, KI_K_SUPER,     KI_K_ENUMERATE,  KI_K_ZIP,   KI_K_MAP,
    KI_K_FILTER,       KI_K_REVERSED};

static bool add_types(KiState *ks, KiDict *d) {
    for (size_t i = 0; i < sizeof public_types; i++) {
        KiType *t = ks->types[public_types[i]];
        if (!ki_dict_set_str(ks, d, t->name, ki_from_obj(t))) return false;
    }
    for (int i = 0; i < KI_EXC_COUNT; i++)
        if (!ki_dict_set_str(ks, d, ks->exceptions[i]->name, ki_from_obj(ks->exceptions[i])))
            return false;
    KiValue os_error = ki_from_obj(ks->exceptions[KI_EXC_OSError]);
    return ki_dict_set_cstr(ks, d, "EnvironmentError", os_error) &&
           ki_dict_set_cstr(ks, d, "IOError", os_error);
}

/* What `site` adds: made when first asked for, by _sitebuiltins. */
static bool add_site_names(KiState *ks, KiDict *d) {
    static const char *const names[] = {"quit", "exit", "copyright", "credits", "license", "help"};
    bool ok = true;
    for (size_t i = 0; ok && !ks->config.no_site && i < sizeof names / sizeof *names; i++)
        ok = ki_dict_set_late(ks, d, names[i]);
    return ok;
}

bool ki_init_builtins_module(KiState *ks) {
    KiModule *m = ki_module_new(ks, "builtins");
    if (!m) return false;
    ks->builtins = ki_from_obj(m);
    ks->builtins_dict = m->dict;
    KiDict *d = m->dict;
    return ki_module_add_functions(ks, m, functions) && add_types(ks, d) &&
           ki_dict_set_cstr(ks, d, "None", KI_NONE) && ki_dict_set_cstr(ks, d, "True", KI_TRUE) &&
           ki_dict_set_cstr(ks, d, "False", KI_FALSE) &&
           ki_dict_set_cstr(ks, d, "Ellipsis", KI_ELLIPSIS) &&
           ki_dict_set_cstr(ks, d, "NotImplemented", KI_NOT_IMPLEMENTED) &&
           ki_dict_set_cstr(ks, d, "__debug__", ki_bool(!ks->config.optimize)) &&
           add_site_names(ks, d) && ki_dict_set_cstr(ks, ks->modules, "builtins", ks->builtins);
}
