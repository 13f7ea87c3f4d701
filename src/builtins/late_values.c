/* What lies in a module from the start but is made only when somebody asks for it (KI_LATE),
 * because few scripts do and making it takes modules that they would not load otherwise. */
#include "../vm/import_finders.h"
#include "builtins.h"

/* module.function(arg), arg consumed */
static KiValue made_by(KiState *ks, const char *module, const char *function, KiValue arg) {
    if (arg == KI_ERR) return KI_ERR;
    KiValue f = ki_import_attr(ks, module, function);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, arg);
    ki_decref(ks, f);
    ki_decref(ks, arg);
    return r;
}

/* sys.__interactivehook__, which `site` puts there itself. */
static KiValue interactive_hook(KiState *ks, KiStr *key) {
    KiValue site = ki_import(ks, "site");
    KiValue r =
        site == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, site, "enablerlcompleter", NULL, 0);
    ki_decref(ks, site);
    if (r == KI_ERR) return KI_ERR;
    ki_decref(ks, r);
    r = ki_dict_get_str(ks, ks->sys_dict, key);
    return r == KI_ABSENT ? KI_NONE : r == KI_ERR ? r : ki_new_ref(r);
}

/* The loader of a module that runs from a file, or from no file. */
static KiValue main_loader(KiState *ks, KiDict *d) {
    KiValue file = ki_dict_get_str(ks, d, ks->names.d_file);
    if (file == KI_ERR) return KI_ERR;
    return made_by(ks, KI_SPEC_MODULE, "_main_loader",
                   file == KI_ABSENT ? KI_NONE : ki_new_ref(file));
}

KiValue ki_late_value(KiState *ks, KiDict *d, KiStr *key) {
    if (d == ks->builtins_dict)
        return made_by(ks, "_sitebuiltins", "_made", ki_new_ref(ki_from_obj(key)));
    if (d == ks->sys_dict) return interactive_hook(ks, key);
    return main_loader(ks, d);
}
