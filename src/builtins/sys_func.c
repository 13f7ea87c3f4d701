/* The functions of the module sys. */
#include "sys_func.h"

#include "../object/audit.h"
#include "../object/type_layout.h"
#include "../vm/thread.h"
#include "../vm/trace.h"

#include <stdlib.h>

static KiValue f_exit(KiState *ks, KiValue *a, int n) {
    if (ki_is_tuple(a[0])) {
        KiValue e = ki_call_tuple(ks, ki_from_obj(ks->exceptions[KI_EXC_SystemExit]),
                                  ki_tuple_of(a[0]), NULL);
        if (e != KI_ERR) ki_restore_exc(ks, e);
        return KI_ERR;
    }
    return a[0] == KI_NONE ? ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_SystemExit]))
                           : ki_raise_value(ks, KI_EXC_SystemExit, a[0]);
}

/* The exception being handled, borrowed; KI_ABSENT if none. */
static KiValue handled(KiState *ks) {
    for (KiExcState *e = ks->exc_state; e; e = e->prev)
        if (e->handled != KI_ABSENT && !ki_is_none(e->handled)) return e->handled;
    return KI_ABSENT;
}
static KiValue f_exc_info(KiState *ks, KiValue *a, int n) {
    KiValue e = handled(ks);
    if (e == KI_ABSENT) return ki_tuple_pack(ks, 3, KI_NONE, KI_NONE, KI_NONE);
    return ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, e)), e,
                         ((KiException *)ki_obj(e))->traceback);
}
static KiValue f_exception(KiState *ks, KiValue *a, int n) {
    KiValue e = handled(ks);
    return e == KI_ABSENT ? KI_NONE : ki_new_ref(e);
}

static KiValue f_getrefcount(KiState *ks, KiValue *a, int n) {
    if (!ki_is_ptr(a[0])) return ki_small_int(1000000000);
    uint32_t rc = ki_obj(a[0])->rc;
    return ki_small_int(rc >= KI_RC_IMMORTAL ? 1000000000 : (int64_t)rc + 1);
}

/* What __sizeof__ gave, consumed, and what CPython has before such an object. A default hides
 * TypeErrors. */
static KiValue checked_size(KiState *ks, KiValue r, KiValue object, KiValue fallback) {
    int64_t n = 0;
    bool ok = r != KI_ERR;
    if (ok && !ki_is_integer(r)) {
        ki_raise(ks, KI_EXC_TypeError, "an integer is required");
        ok = false;
    } else if (ok) {
        ok = ki_index_i64(ks, r, &n);
    }
    if (r != KI_ERR) ki_decref(ks, r);
    if (ok && n < 0) return ki_raise(ks, KI_EXC_ValueError, "__sizeof__() should return >= 0");
    if (ok) return ki_int_from_i64(ks, n + ki_size_before(ks, object));
    if (fallback == KI_ABSENT || !ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
    ki_clear_exc(ks);
    return ki_new_ref(fallback);
}

static KiValue f_getsizeof(KiState *ks, KiValue *a, int n) {
    KiValue r = ki_call_special(ks, a[0], ks->names.d_sizeof, NULL, 0);
    if (r == KI_ABSENT)
        r = ki_raise(ks, KI_EXC_TypeError, "Type %.100s doesn't define __sizeof__",
                     ki_type_name(ks, a[0]));
    return checked_size(ks, r, a[0], a[1]);
}

static KiValue f_getrecursionlimit(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ks->recursion_limit);
}
static KiValue f_setrecursionlimit(KiState *ks, KiValue *a, int n) {
    int limit;
    if (!ki_to_int(ks, a[0], &limit)) return KI_ERR;
    if (limit < 1)
        return ki_raise(ks, KI_EXC_ValueError, "recursion limit must be greater or equal than 1");
    if (ks->depth >= limit)
        return ki_raise(
            ks, KI_EXC_RecursionError,
            "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
            limit, ks->depth);
    ks->recursion_limit = limit;
    ks->depth_limit = 0;
    return KI_NONE;
}

static KiValue f_intern(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "intern() argument must be str, not %s",
                        ki_arg_type_name(ks, a[0]));
    if (!ki_is_str_exact(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "can't intern %.400s", ki_type_name(ks, a[0]));
    KiStr *s = ki_str_intern(ks, ki_str_of(ki_new_ref(a[0])));
    return s ? ki_from_obj(s) : KI_ERR;
}

static KiValue f_displayhook(KiState *ks, KiValue *a, int n) {
    if (ki_is_none(a[0])) return KI_NONE;
    if (!ki_dict_set_str(ks, ks->builtins_dict, ks->names.n_underscore, KI_NONE)) return KI_ERR;
    KiValue out = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_stdout);
    if (out == KI_ABSENT || ki_is_none(out))
        return ki_raise(ks, KI_EXC_RuntimeError, "lost sys.stdout");
    KiValue r = ki_repr(ks, a[0]);
    if (r == KI_ERR) return KI_ERR;
    ki_incref(out);
    bool ok = ki_io_write_str(ks, out, ki_str_of(r)) &&
              ki_io_write_str(ks, out, ki_str_of(ks->latin1['\n']));
    ki_decref(ks, out);
    ki_decref(ks, r);
    return ok && ki_dict_set_str(ks, ks->builtins_dict, ks->names.n_underscore, a[0]) ? KI_NONE
                                                                                      : KI_ERR;
}

static KiValue f_excepthook(KiState *ks, KiValue *a, int n) {
    bool ok;
    if (ki_is_exception(a[1])) {
        ok = ki_print_exception(ks, a[1], ki_sys_stderr);
    } else {
        KiValue text = ki_str_format(
            ks, "TypeError: print_exception(): Exception expected for value, %s found\n",
            ki_type_name(ks, a[1]));
        ok = text != KI_ERR && ki_sys_stderr(ks, text);
        ki_decref(ks, text);
    }
    if (!ok) ki_clear_exc(ks); /* there is nowhere to tell it */
    return KI_NONE;
}

static KiValue f_breakpointhook(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    const char *env = ks->config.ignore_environment ? NULL : getenv("PYTHONBREAKPOINT");
    char module[256];
    if (env && !strcmp(env, "0")) return KI_NONE;
    if (!env || !*env) env = "pdb.set_trace";
    const char *dot = strrchr(env, '.'), *name = dot ? dot + 1 : env;
    snprintf(module, sizeof module, "%.*s", dot ? (int)(dot - env) : 8, dot ? env : "builtins");
    KiValue f = ki_import_attr(ks, module, name);
    if (f == KI_ERR) {
        if (!ki_pending_is(ks, KI_EXC_ImportError) && !ki_pending_is(ks, KI_EXC_AttributeError) &&
            *module) /* without a module it is a ValueError */
            return KI_ERR;
        ki_clear_exc(ks);
        return ki_warn(ks, KI_EXC_RuntimeWarning, 1,
                       "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", env)
                   ? KI_NONE
                   : KI_ERR;
    }
    KiValue r = ki_call(ks, f, args, nargs, kwnames);
    ki_decref(ks, f);
    return r;
}

static KiValue f_getframe(KiState *ks, KiValue *a, int n) {
    int depth;
    if (!ki_to_int(ks, a[0], &depth)) return KI_ERR;
    KiFrame *f = ki_frame_get(ks, depth < 0 ? 0 : depth);
    if (f && ki_audit(ks, "sys._getframe", "O", ki_from_obj(f))) return ki_from_obj(f);
    if (f) ki_decref_obj(ks, &f->h);
    return ki_pending(ks) ? KI_ERR
                          : ki_raise(ks, KI_EXC_ValueError, "call stack is not deep enough");
}

static KiValue f_current_frames(KiState *ks, KiValue *a, int n) {
    return ki_audit(ks, "sys._current_frames", "") ? ki_threads_frames(ks) : KI_ERR;
}
static KiValue f_current_exceptions(KiState *ks, KiValue *a, int n) {
    return ki_audit(ks, "sys._current_exceptions", "") ? ki_threads_exceptions(ks) : KI_ERR;
}

static KiValue f_utf8(KiState *ks, KiValue *a, int n) {
    return ki_str_from_cstr(ks, "utf-8");
}
static KiValue f_surrogateescape(KiState *ks, KiValue *a, int n) {
    return ki_str_from_cstr(ks, "surrogateescape");
}
static KiValue f_none(KiState *ks, KiValue *a, int n) {
    return KI_NONE;
}
static KiValue f_is_finalizing(KiState *ks, KiValue *a, int n) {
    return ki_bool(ks->finalizing);
}
static KiValue f_audit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "sys.audit() takes no keyword arguments");
    if (!nargs)
        return ki_raise(ks, KI_EXC_TypeError,
                        "audit() missing 1 required positional argument: 'event'");
    if (!ks->audit_hooks) return KI_NONE;
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "expected str for argument 'event', not %s",
                        ki_type_name(ks, args[0]));
    if (!ki_str_check_encodable(ks, ki_str_of(args[0]))) return KI_ERR;
    const char *event = ki_str_utf8(ks, ki_str_of(args[0]), NULL); /* ends with its first null */
    KiValue name = event ? ki_str_from_cstr(ks, event) : KI_ERR;
    KiValue rest = name == KI_ERR ? KI_ERR : ki_tuple_from(ks, args + 1, nargs - 1);
    bool ok = rest != KI_ERR && ki_audit_tuple(ks, name, rest);
    ki_decref(ks, name);
    ki_decref(ks, rest);
    return ok ? KI_NONE : KI_ERR;
}
static KiValue f_addaudithook(KiState *ks, KiValue *a, int n) {
    return ki_audit_add(ks, a[0]) ? KI_NONE : KI_ERR;
}
static KiValue f_getdlopenflags(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ks->config.dlopen_flags);
}
static KiValue f_setdlopenflags(KiState *ks, KiValue *a, int n) {
    return ki_to_int(ks, a[0], &ks->config.dlopen_flags) ? KI_NONE : KI_ERR;
}
static KiValue f_getswitchinterval(KiState *ks, KiValue *a, int n) {
    return ki_float(ki_gil_interval(ks));
}
static KiValue f_setswitchinterval(KiState *ks, KiValue *a, int n) {
    double seconds;
    if (!ki_to_double(ks, a[0], &seconds)) return KI_ERR;
    if (!(seconds > 0))
        return ki_raise(ks, KI_EXC_ValueError, "switch interval must be strictly positive");
    ki_gil_set_interval(ks, seconds);
    return KI_NONE;
}
static KiValue f_blocks(KiState *ks, KiValue *a, int n) {
    return ki_int_from_u64(ks, ks->alloc.used / 64);
}

static KiValue f_settrace(KiState *ks, KiValue *a, int n) {
    return ki_audit(ks, "sys.settrace", "") && ki_trace_set(ks, a[0], false) ? KI_NONE : KI_ERR;
}
static KiValue f_gettrace(KiState *ks, KiValue *a, int n) {
    return ki_trace_get(ks, false);
}
static KiValue f_setprofile(KiState *ks, KiValue *a, int n) {
    return ki_audit(ks, "sys.setprofile", "") && ki_trace_set(ks, a[0], true) ? KI_NONE : KI_ERR;
}
static KiValue f_getprofile(KiState *ks, KiValue *a, int n) {
    return ki_trace_get(ks, true);
}
static KiValue f_call_tracing(KiState *ks, KiValue *a, int n) {
    if (!ki_is_tuple(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "call_tracing() argument 2 must be tuple, not %s",
                        ki_arg_type_name(ks, a[1]));
    return ki_trace_call(ks, a[0], ki_tuple_of(a[1]));
}

static KiValue f_get_digits(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ks->config.int_max_str_digits);
}
static KiValue f_set_digits(KiState *ks, KiValue *a, int n) {
    int max;
    if (!ki_to_int(ks, a[0], &max)) return KI_ERR;
    if (max != 0 && max < 640)
        return ki_raise(ks, KI_EXC_ValueError, "maxdigits must be 0 or larger than 640");
    ks->config.int_max_str_digits = max;
    return KI_NONE;
}

/* The event loop's hooks of the running thread. */
static KiValue f_get_asyncgen_hooks(KiState *ks, KiValue *a, int n) {
    static const char *const fields[] = {"firstiter", "finalizer"};
    KiValue t = *ki_thread_asyncgen_hooks(ks);
    KiType *type = ki_struct_seq_type(ks, "builtins", "asyncgen_hooks", fields, 2, 2);
    if (!type) return KI_ERR;
    KiValue v[2] = {KI_NONE, KI_NONE};
    for (int i = 0; i < 2 && t != KI_ABSENT; i++)
        v[i] = ki_new_ref(ki_tuple_of(t)->items[i]);
    KiValue r = ki_struct_seq_new(ks, type, fields, v, 2, 2);
    ki_decref_obj(ks, &type->h);
    return r;
}
static KiValue f_set_asyncgen_hooks(KiState *ks, KiValue *a, int n) {
    static const char *const names[] = {"firstiter", "finalizer"};
    KiValue *slot = ki_thread_asyncgen_hooks(ks), v[2] = {KI_NONE, KI_NONE};
    for (int i = 1; i >= 0; i--) {
        if (*slot != KI_ABSENT) v[i] = ki_tuple_of(*slot)->items[i];
        if (a[i] == KI_ABSENT) continue;
        if (!ki_is_none(a[i]) && !ki_callable(ks, a[i]))
            return ki_raise(ks, KI_EXC_TypeError, "callable %s expected, got %s", names[i],
                            ki_type_name(ks, a[i]));
        v[i] = a[i];
    }
    for (int i = 1; i >= 0; i--)
        if (a[i] != KI_ABSENT &&
            !ki_audit(ks, i ? "sys.set_asyncgen_hook_finalizer" : "sys.set_asyncgen_hook_firstiter",
                      ""))
            return KI_ERR;
    KiValue t = ki_tuple_pack(ks, 2, v[0], v[1]);
    if (t == KI_ERR) return KI_ERR;
    ki_assign(ks, slot, t);
    return KI_NONE;
}

static KiValue f_get_origin_depth(KiState *ks, KiValue *a, int n) {
    return ki_small_int(*ki_thread_origin_depth(ks));
}
static KiValue f_set_origin_depth(KiState *ks, KiValue *a, int n) {
    int depth;
    if (!ki_to_int(ks, a[0], &depth)) return KI_ERR;
    if (depth < 0) return ki_raise(ks, KI_EXC_ValueError, "depth must be >= 0");
    *ki_thread_origin_depth(ks) = depth;
    return KI_NONE;
}

const KiDef ki_sys_functions[] = {
    {"exit", "(status=None, /)", f_exit, "Exit the interpreter by raising SystemExit(status).", 0},
    {"exc_info", "()", f_exc_info, "Type, value and traceback of the exception being handled.", 0},
    {"exception", "()", f_exception, "The exception being handled.", 0},
    {"getrefcount", "(object, /)", f_getrefcount, "The reference count of the object.", 0},
    {"getsizeof", "(object, default=<absent>)", f_getsizeof, "The size of the object in bytes.",
     KI_DEF_UNSIGNED | KI_DEF_COUNTED},
    {"getrecursionlimit", "()", f_getrecursionlimit, "The maximum depth of the call stack.", 0},
    {"setrecursionlimit", "(limit, /)", f_setrecursionlimit,
     "Set the maximum depth of the call stack.", 0},
    {"intern", "(string, /)", f_intern, "The interned copy of a string.", 0},
    {"displayhook", "(object, /)", f_displayhook,
     "Print an object to sys.stdout and save it in builtins._", 0},
    {"excepthook", "(exctype, value, traceback, /)", f_excepthook,
     "Print an exception with its traceback to sys.stderr.", 0},
    {"unraisablehook", "(unraisable, /)", ki_sys_unraisablehook,
     "Report an exception that cannot be raised.", 0},
    {"breakpointhook", "(...)", (void *)f_breakpointhook,
     "breakpointhook(*args, **kws)\n\nWhat breakpoint() calls.", 0},
    {"_current_frames", "()", f_current_frames, "The innermost frame of each thread, by its ident.",
     0},
    {"_current_exceptions", "()", f_current_exceptions,
     "What each thread handles, by its ident: (type, value, traceback).", 0},
    {"_getframe", "(depth=0, /)", f_getframe, "A frame object from the call stack.", 0},
    {"getdefaultencoding", "()", f_utf8, "The default encoding of str.", 0},
    {"getfilesystemencoding", "()", f_utf8, "The encoding of file names.", 0},
    {"getfilesystemencodeerrors", "()", f_surrogateescape, "The error handler for file names.", 0},
    {"is_finalizing", "()", f_is_finalizing, "True while the interpreter shuts down.", 0},
    {"get_int_max_str_digits", "()", f_get_digits, "The limit for conversions between int and str.",
     0},
    {"set_int_max_str_digits", "(maxdigits)", f_set_digits,
     "Set the limit for conversions between int and str.", 0},
    {"settrace", "(function, /)", f_settrace,
     "Calls function(frame, event, arg) for calls, and what it returns for each line.",
     KI_DEF_UNSIGNED},
    {"setprofile", "(function, /)", f_setprofile,
     "Calls function(frame, event, arg) at calls and returns, native functions included.",
     KI_DEF_UNSIGNED},
    {"gettrace", "()", f_gettrace, "The function set with settrace, or None.", 0},
    {"getprofile", "()", f_getprofile, "The function set with setprofile, or None.", 0},
    {"call_tracing", "(func, args, /)", f_call_tracing,
     "Calls func(*args) with tracing on, also from inside a trace function.", 0},
    {"audit", "(...)", (void *)f_audit, "audit(event, *args)\n\nTell the hooks of an event.", 0},
    {"addaudithook", "(hook)", f_addaudithook, "Add a function to be told of audit events.", 0},
    {"getdlopenflags", "()", f_getdlopenflags,
     "The flags with which shared libraries of modules are opened.", 0},
    {"setdlopenflags", "(flags, /)", f_setdlopenflags,
     "Set the flags with which shared libraries of modules are opened.", 0},
    {"getallocatedblocks", "()", f_blocks, "Number of memory blocks in use (estimated).", 0},
    {"getswitchinterval", "()", f_getswitchinterval, "The thread switch interval in seconds.", 0},
    {"setswitchinterval", "(interval, /)", f_setswitchinterval, "Set the thread switch interval.",
     0},
    {"get_asyncgen_hooks", "()", f_get_asyncgen_hooks, "The hooks for asynchronous generators.", 0},
    {"set_asyncgen_hooks", "(firstiter=<absent>, finalizer=<absent>)", f_set_asyncgen_hooks,
     "set_asyncgen_hooks([firstiter], [finalizer])", KI_DEF_UNSIGNED},
    {"get_coroutine_origin_tracking_depth", "()", f_get_origin_depth,
     "How many frames new coroutines of this thread remember in cr_origin.", 0},
    {"set_coroutine_origin_tracking_depth", "(depth)", f_set_origin_depth,
     "Set how many frames new coroutines of this thread remember in cr_origin.", 0},
    {"_clear_type_cache", "()", f_none, "Does nothing.", 0},
    KI_DEF_END};
