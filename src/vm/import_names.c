/* The import statements: import name, from name import ..., and what __import__ does. */
#include <stdio.h>

#include "../object/native.h"
#include "import_private.h"

/* --- import name --- */

/* Warns if __package__ is not what __spec__ says. */
static bool agrees_with_spec(KiState *ks, KiValue package, KiValue spec) {
    if (spec == KI_ABSENT || spec == KI_NONE) return true;
    KiValue parent = ki_getattr_cstr(ks, spec, "parent");
    if (parent == KI_ERR) return false;
    int same = ki_items_equal(ks, package, parent);
    ki_decref(ks, parent);
    return same > 0 ||
           (same == 0 && ki_warn(ks, KI_EXC_ImportWarning, 1, "__package__ != __spec__.parent"));
}

/* The package by what __spec__ says, or by __name__ where there is none. */
static KiValue package_of_spec(KiState *ks, KiValue spec) {
    KiValue v = ki_getattr_cstr(ks, spec, "parent");
    if (v == KI_ERR || ki_is_str(v)) return v;
    ki_decref(ks, v);
    return ki_raise(ks, KI_EXC_TypeError, "__spec__.parent must be a string");
}
static KiValue package_of_name(KiState *ks, KiDict *globals) {
    if (!ki_warn(ks, KI_EXC_ImportWarning, 1,
                 "can't resolve package from __spec__ or __package__, falling back on __name__ and "
                 "__path__"))
        return KI_ERR;
    KiValue name = globals ? ki_attrs_get(ks, globals, ks->names.d_name) : KI_ABSENT;
    if (name == KI_ERR) return KI_ERR;
    if (name == KI_ABSENT) return ki_raise(ks, KI_EXC_KeyError, "'__name__' not in globals");
    if (!ki_is_str(name)) {
        ki_decref(ks, name);
        return ki_raise(ks, KI_EXC_TypeError, "__name__ must be a string");
    }
    if (ki_dict_get_str(ks, globals, ks->names.d_path) != KI_ABSENT) return name;
    const char *s = ki_import_cstr(ks, name), *dot = strrchr(s, '.');
    KiValue r = ki_str_from_utf8(ks, s, dot ? (size_t)(dot - s) : 0);
    ki_decref(ks, name);
    return r;
}

/* The package that a relative import in a module with these globals starts from: owned str. */
static KiValue current_package(KiState *ks, KiDict *globals) {
    KiValue p = globals ? ki_attrs_get(ks, globals, ks->names.d_package) : KI_ABSENT;
    KiValue spec = globals && p != KI_ERR ? ki_attrs_get(ks, globals, ks->names.d_spec) : KI_ABSENT;
    KiValue r = KI_ERR;
    if (p == KI_ERR || spec == KI_ERR)
        r = KI_ERR;
    else if (p != KI_ABSENT && p != KI_NONE && !ki_is_str(p))
        ki_raise(ks, KI_EXC_TypeError, "package must be a string");
    else if (p != KI_ABSENT && p != KI_NONE)
        r = agrees_with_spec(ks, p, spec) ? ki_new_ref(p) : KI_ERR;
    else if (spec != KI_ABSENT && spec != KI_NONE)
        r = package_of_spec(ks, spec);
    else
        r = package_of_name(ks, globals);
    ki_decref(ks, p);
    ki_decref(ks, spec);
    return r;
}

static bool absolute_name(KiState *ks, const char *name, KiDict *globals, int level, char *out,
                          size_t size) {
    if (level == 0) {
        if ((size_t)snprintf(out, size, "%s", name) < size) return true;
        ki_raise(ks, KI_EXC_ImportError, "module name too long");
        return false;
    }
    KiValue p = current_package(ks, globals);
    if (p == KI_ERR) return false;
    const char *base = ki_import_cstr(ks, p);
    size_t n = strlen(base);
    bool ok = n > 0;
    if (!ok)
        ki_raise(ks, KI_EXC_ImportError, "attempted relative import with no known parent package");
    for (int i = 1; ok && i < level; i++) {
        while (n > 0 && base[n - 1] != '.')
            n--;
        if (n == 0) {
            ki_raise(ks, KI_EXC_ImportError, "attempted relative import beyond top-level package");
            ok = false;
        } else {
            n--;
        }
    }
    if (ok &&
        (size_t)snprintf(out, size, "%.*s%s%s", (int)n, base, name[0] ? "." : "", name) >= size) {
        ki_raise(ks, KI_EXC_ImportError, "module name too long");
        ok = false;
    }
    ki_decref(ks, p);
    return ok;
}

/* `from pkg import name`: submodules that are not attributes yet. */
static bool import_fromlist(KiState *ks, KiValue m, const char *base, KiValue fromlist,
                            bool star_all) {
    KiTuple *names = ki_to_tuple(ks, fromlist);
    if (!names) return false;
    bool ok = true;
    for (int64_t i = 0; ok && i < names->len; i++) {
        KiValue n = names->items[i];
        if (!ki_is_str(n)) {
            ki_raise(ks, KI_EXC_TypeError, "Item in %s%s must be str, not %s",
                     star_all ? base : "``from list''", star_all ? ".__all__" : "",
                     ki_type_name(ks, n));
            ok = false;
            break;
        }
        if (ki_str_eq_cstr(ki_str_of(n), "*")) {
            KiValue all = star_all ? KI_ABSENT : ki_getattr_opt(ks, m, ks->names.d_all);
            ok = all != KI_ERR && (all == KI_ABSENT || import_fromlist(ks, m, base, all, true));
            if (all != KI_ERR) ki_decref(ks, all);
            continue;
        }
        KiValue v = ki_getattr_opt(ks, m, ki_str_of(n));
        if (v == KI_ERR) ok = false;
        if (v != KI_ABSENT) {
            if (ok) ki_decref(ks, v);
            continue;
        }
        char full[512];
        if ((size_t)snprintf(full, sizeof full, "%s.%s", base, ki_import_cstr(ks, n)) >=
            sizeof full)
            continue;
        v = ks->audit_hooks && !ki_import_audited(ks, full) ? KI_ERR
                                                            : ki_import_one(ks, full, m, true);
        if (v != KI_ERR) {
            ki_decref(ks, v);
            continue;
        }
        /* only "there is no such submodule" is left to IMPORT_FROM */
        KiValue key = ki_str_from_cstr(ks, full), missing = KI_ABSENT;
        if (ki_pending_is(ks, KI_EXC_ModuleNotFoundError))
            missing = ki_getattr(ks, ks->exc, ks->names.n_name);
        bool same = ki_is_str(missing) && ki_is_str(key) &&
                    ki_str_eq(ks, ki_str_of(missing), ki_str_of(key)) &&
                    ki_dict_get_str(ks, ks->modules, ki_str_of(key)) != KI_NONE; /* not forbidden */
        if (missing != KI_ERR) ki_decref(ks, missing);
        if (key != KI_ERR) ki_decref(ks, key);
        if (same)
            ki_clear_exc(ks);
        else
            ok = false;
    }
    ki_decref_obj(ks, &names->h);
    return ok;
}

KiValue ki_import_name(KiState *ks, KiStr *name, KiDict *globals, KiValue fromlist, int level) {
    char full[512];
    size_t n;
    const char *s = ki_str_utf8(ks, name, &n);
    if (!s) return KI_ERR;
    if (level < 0) return ki_raise(ks, KI_EXC_ValueError, "level must be >= 0");
    if (strlen(s) != n)
        return ki_import_not_found(ks, ki_from_obj(name), ""); /* as no file can be */
    if (!absolute_name(ks, s, globals, level, full, sizeof full)) return KI_ERR;
    /* sys is always there, but what it tells of the import system comes with the first import */
    if (ks->vm->import_parts[KI_FIND_NATIVE] == KI_ABSENT && ks->modules && !strcmp(full, "sys")) {
        KiValue specs = ki_import(ks, KI_SPEC_MODULE);
        if (specs == KI_ERR) return KI_ERR;
        ki_decref(ks, specs);
    }
    KiValue top, m = ki_import_dotted(ks, full, &top);
    if (m == KI_ERR) return KI_ERR;
    int from = fromlist == KI_ABSENT || fromlist == KI_NONE ? 0 : ki_truth(ks, fromlist);
    if (!from && level == 0) {
        ki_decref(ks, m);
        return top;
    }
    ki_decref(ks, top);
    if (from < 0) {
        ki_decref(ks, m);
        return KI_ERR;
    }
    if (from) {
        KiValue path = ki_getattr_opt(ks, m, ks->names.d_path);
        bool ok =
            path != KI_ERR && (path == KI_ABSENT || import_fromlist(ks, m, full, fromlist, false));
        if (path != KI_ERR) ki_decref(ks, path);
        if (ok) return m;
        ki_decref(ks, m);
        return KI_ERR;
    }
    /* __import__ with a level: the module named by the first component of name */
    if (!s[0]) return m;
    size_t cut = strlen(s) - strcspn(s, ".");
    if (cut == 0) return m;
    ki_decref(ks, m);
    full[strlen(full) - cut] = 0;
    return ki_import_dotted(ks, full, NULL);
}

/* --- from m import name --- */

static bool is_initializing(KiState *ks, KiValue m) {
    KiValue spec = ki_getattr_opt(ks, m, ks->names.d_spec), v = KI_ABSENT;
    if (ki_is_ptr(spec)) {
        KiStr *k = ki_intern_cstr(ks, "_initializing");
        v = k ? ki_getattr_opt(ks, spec, k) : KI_ERR;
        if (k) ki_decref_obj(ks, &k->h);
    }
    if (spec == KI_ERR || v == KI_ERR) ki_clear_exc(ks);
    if (spec != KI_ERR) ki_decref(ks, spec);
    return v == KI_TRUE;
}

static KiValue cannot_import(KiState *ks, KiValue m, KiStr *name, KiValue mod_name) {
    KiValue file = ki_getattr_opt(ks, m, ks->names.d_file);
    if (file == KI_ERR) {
        ki_clear_exc(ks);
        file = KI_ABSENT;
    }
    const char *n = ki_str_utf8(ks, name, NULL),
               *mod = ki_is_str(mod_name) ? ki_import_cstr(ks, mod_name) : NULL;
    bool has_file = ki_is_str(file);
    const char *where = has_file ? ki_import_cstr(ks, file) : "unknown location";
    char repr[300];
    if (mod)
        snprintf(repr, sizeof repr, "'%s'", mod);
    else
        snprintf(repr, sizeof repr, "'<unknown module name>'");
    if (has_file && is_initializing(ks, m))
        ki_raise(ks, KI_EXC_ImportError,
                 "cannot import name '%s' from partially initialized module %s (most likely due to "
                 "a circular "
                 "import) (%s)",
                 n ? n : "?", repr, where);
    else
        ki_raise(ks, KI_EXC_ImportError, "cannot import name '%s' from %s (%s)", n ? n : "?", repr,
                 where);
    ki_import_error_attrs(ks, mod ? mod_name : KI_NONE, has_file ? file : KI_ABSENT);
    KiValue e = ki_take_exc(ks);
    if (ki_is_exception(e)) { /* for suggestions */
        KiStr *k = ki_intern_cstr(ks, "name_from");
        if (!k || !ki_setattr(ks, e, k, ki_from_obj(name))) ki_clear_exc(ks);
        if (k) ki_decref_obj(ks, &k->h);
    }
    ki_restore_exc(ks, e);
    ki_decref(ks, file);
    return KI_ERR;
}

KiValue ki_import_from(KiState *ks, KiValue m, KiStr *name) {
    KiValue v = ki_getattr_opt(ks, m, name);
    if (v != KI_ABSENT) return v;
    KiValue mod_name = ki_getattr_opt(ks, m, ks->names.d_name);
    if (mod_name == KI_ERR) {
        ki_clear_exc(ks);
        mod_name = KI_ABSENT;
    }
    if (ki_is_str(mod_name)) { /* a submodule of a package that is being imported */
        KiValue full =
            ki_str_format(ks, "%s.%s", ki_import_cstr(ks, mod_name), ki_str_utf8(ks, name, NULL));
        v = full == KI_ERR ? KI_ERR : ki_dict_get(ks, ks->modules, full);
        if (full != KI_ERR) ki_decref(ks, full);
        if (v != KI_ABSENT && v != KI_NONE) {
            ki_decref(ks, mod_name);
            return v == KI_ERR ? v : ki_new_ref(v);
        }
    }
    v = cannot_import(ks, m, name, mod_name);
    ki_decref(ks, mod_name);
    return v;
}

/* --- from m import * --- */

static bool star_names(KiState *ks, KiValue m, KiTuple **names, bool *all_given) {
    KiValue all = ki_getattr_opt(ks, m, ks->names.d_all);
    if (all == KI_ERR) return false;
    *all_given = all != KI_ABSENT;
    if (all == KI_ABSENT) {
        KiValue d = ki_getattr_opt(ks, m, ks->names.d_dict);
        if (d == KI_ABSENT)
            ki_raise(ks, KI_EXC_ImportError, "from-import-* object has no __dict__ and no __all__");
        if (d == KI_ABSENT || d == KI_ERR) return false;
        all = ki_call_method(ks, d, ks->names.n_keys, NULL, 0);
        ki_decref(ks, d);
        if (all == KI_ERR) return false;
    }
    *names = ki_to_tuple(ks, all);
    ki_decref(ks, all);
    return *names != NULL;
}

bool ki_import_star(KiState *ks, KiValue m, KiValue ns) {
    KiTuple *names;
    bool given, ok = true;
    if (!star_names(ks, m, &names, &given)) return false;
    for (int64_t i = 0; ok && i < names->len; i++) {
        KiValue n = names->items[i];
        if (!ki_is_str(n)) {
            KiValue mod = ki_getattr_opt(ks, m, ks->names.d_name);
            ki_raise(ks, KI_EXC_TypeError,
                     given ? "Item in %s.__all__ must be str, not %s"
                           : "Key in %s.__dict__ must be str, not %s",
                     ki_import_cstr(ks, mod), ki_type_name(ks, n));
            if (mod != KI_ERR) ki_decref(ks, mod);
            ok = false;
            break;
        }
        if (!given && ki_str_of(n)->len && ki_str_at(ki_str_of(n), 0) == '_') continue;
        KiValue v = ki_getattr(ks, m, ki_str_of(n));
        ok = v != KI_ERR && ki_setitem(ks, ns, n, v);
        if (v != KI_ERR) ki_decref(ks, v);
    }
    ki_decref_obj(ks, &names->h);
    return ok;
}
