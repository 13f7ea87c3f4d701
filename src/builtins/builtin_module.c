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

/* --- what site.py adds: objects that say how to use them --- */

typedef struct SiteName {
    KiObj h;
    int which; /* index into site_names */
} SiteName;
static const char *const site_names[] = {"exit", "quit", "copyright", "credits", "license", "help"};

static KiValue site_repr(KiState *ks, KiValue self) {
    const char *name = site_names[((SiteName *)ki_obj(self))->which];
    if (((SiteName *)ki_obj(self))->which < 2)
        return ki_str_format(ks, "Use %s() or Ctrl-D (i.e. EOF) to exit", name);
    KiValue f = ki_import_attr(ks, "_sitebuiltins", "text_of"), arg = ki_str_from_cstr(ks, name);
    KiValue r = f == KI_ERR || arg == KI_ERR ? KI_ERR : ki_call1(ks, f, arg);
    ki_decref(ks, f);
    ki_decref(ks, arg);
    return r;
}

/* Who reads on in spite of SystemExit finds no input. */
static void close_stdin(KiState *ks) {
    KiValue in = ki_dict_get_cstr(ks, ks->sys_dict, "stdin");
    KiValue r = in == KI_ERR      ? KI_ERR
                : in == KI_ABSENT ? KI_NONE
                                  : ki_call_method_cstr(ks, in, "close", NULL, 0);
    if (r == KI_ERR) ki_clear_exc(ks);
    if (r != KI_ERR) ki_decref(ks, r);
}

static KiValue site_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"code"};
    int which = ((SiteName *)ki_obj(self))->which;
    if (which < 2) {
        KiValue code;
        if (!ki_bind_args(ks, "Quitter.__call__", names, 1, 0, 1, args, nargs, kwnames, &code))
            return KI_ERR;
        if (code == KI_ABSENT) code = KI_NONE;
        close_stdin(ks);
        return ki_raise_value(ks, KI_EXC_SystemExit, code);
    }
    KiValue f = ki_import_attr(ks, "_sitebuiltins", site_names[which]);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, kwnames);
    ki_decref(ks, f);
    return r;
}

static bool add_site_names(KiState *ks, KiDict *d) {
    static const KiSlots slots = {.repr = site_repr, .call = site_call};
    static const KiTypeDef def = {
        "Quitter", "_sitebuiltins", NULL, sizeof(SiteName), 0, KI_K_OPAQUE, &slots, NULL, NULL};
    if (ks->config.no_site) return true;
    KiType *t = ks->bi->quitter = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    if (!t) return false;
    for (int i = 0; i < (int)(sizeof site_names / sizeof *site_names); i++) {
        SiteName *s = (SiteName *)ki_instance_alloc(ks, t);
        if (!s) return false;
        s->which = i;
        bool ok = ki_dict_set_cstr(ks, d, site_names[i], ki_from_obj(s));
        ki_decref_obj(ks, &s->h);
        if (!ok) return false;
    }
    return true;
}

bool ki_init_builtins_module(KiState *ks) {
    KiModule *m = ki_module_new(ks, "builtins");
    if (!m) return false;
    ks->builtins = ki_from_obj(m);
    ks->builtins_dict = m->dict;
    KiDict *d = m->dict;
    return ki_module_add_functions(ks, m, functions) && add_types(ks, d) && add_site_names(ks, d) &&
           ki_dict_set_cstr(ks, d, "None", KI_NONE) && ki_dict_set_cstr(ks, d, "True", KI_TRUE) &&
           ki_dict_set_cstr(ks, d, "False", KI_FALSE) &&
           ki_dict_set_cstr(ks, d, "Ellipsis", KI_ELLIPSIS) &&
           ki_dict_set_cstr(ks, d, "NotImplemented", KI_NOT_IMPLEMENTED) &&
           ki_dict_set_cstr(ks, d, "__debug__", ki_bool(!ks->config.optimize)) &&
           ki_dict_set_cstr(ks, ks->modules, "builtins", ks->builtins);
}
