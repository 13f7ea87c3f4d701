/* print() and input(). */
#include <errno.h>
#include <unistd.h>

#include "../object/audit.h"
#include "../object/depth.h"
#include "func_core.h"
#include "mod_io.h"

/* sys.NAME, borrowed; RuntimeError "lost sys.NAME". */
static KiValue sys_stream(KiState *ks, KiStr *name) {
    KiValue f = ki_dict_get_str(ks, ks->sys_dict, name);
    if (f == KI_ABSENT) {
        const char *u = ki_str_utf8(ks, name, NULL);
        return ki_raise(ks, KI_EXC_RuntimeError, "lost sys.%s", u ? u : "?");
    }
    return f;
}

static bool write_value(KiState *ks, KiValue file, KiValue v) {
    bool str = ki_is_str_exact(v); /* which is no level of its own */
    KiValue s = str || ki_depth_room(ks, KI_IN_STR) ? ki_str(ks, v) : KI_ERR;
    if (s == KI_ERR) return false;
    bool counted = !ki_is_kind(file, KI_K_INSTANCE); /* whose write() is a native method */
    bool ok = !counted || ki_depth_enter(ks, KI_IN_CALL);
    if (ok) {
        ok = ki_io_write_str(ks, file, ki_str_of(s));
        ks->depth -= counted;
    }
    ki_decref(ks, s);
    return ok;
}

static bool text_option(KiState *ks, const char *name, KiValue *v) {
    if (*v == KI_ABSENT || ki_is_none(*v)) {
        *v = KI_ABSENT;
        return true;
    }
    if (ki_is_str(*v)) return true;
    ki_raise(ks, KI_EXC_TypeError, "%s must be None or a string, not %.200s", name,
             ki_type_name(ks, *v));
    return false;
}

KiValue ki_bi_print(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"sep", "end", "file", "flush"};
    KiValue opt[4] = {KI_ABSENT, KI_ABSENT, KI_ABSENT, KI_ABSENT};
    if (kwnames != KI_ABSENT &&
        !ki_bind_args(ks, "print", names, 4, 0, 0, args + nargs, 0, kwnames, opt))
        return KI_ERR;
    KiValue file = opt[2];
    if (file == KI_ABSENT || ki_is_none(file)) {
        file = sys_stream(ks, ks->names.n_stdout);
        if (file == KI_ERR || ki_is_none(file)) return file;
    }
    if (!text_option(ks, "sep", &opt[0]) || !text_option(ks, "end", &opt[1])) return KI_ERR;
    ki_incref(file); /* a value's __str__ may replace sys.stdout */
    bool ok = true;
    KiValue sep = opt[0] == KI_ABSENT ? ks->latin1[' '] : opt[0];
    for (int i = 0; ok && i < nargs; i++)
        ok = (!i || write_value(ks, file, sep)) && write_value(ks, file, args[i]);
    ok = ok && write_value(ks, file, opt[1] == KI_ABSENT ? ks->latin1['\n'] : opt[1]);
    if (ok && opt[3] != KI_ABSENT) {
        int flush = ki_truth(ks, opt[3]);
        ok = flush >= 0 && (!flush || ki_io_flush(ks, file));
    }
    ki_decref(ks, file);
    return ok ? KI_NONE : KI_ERR;
}

KiValue ki_bi_input(KiState *ks, KiValue *a, int n) {
    KiValue in = sys_stream(ks, ks->names.n_stdin), out = sys_stream(ks, ks->names.n_stdout);
    KiValue err = sys_stream(ks, ks->names.n_stderr);
    if (in == KI_ERR || out == KI_ERR || err == KI_ERR) return KI_ERR;
    if (ki_is_none(in) || ki_is_none(out) || ki_is_none(err))
        return ki_raise(ks, KI_EXC_RuntimeError, "input(): lost sys.%s",
                        ki_is_none(in)    ? "stdin"
                        : ki_is_none(out) ? "stdout"
                                          : "stderr");
    if (!ki_audit(ks, "builtins.input", "O", a[0])) return KI_ERR;
    ki_incref(in);
    ki_incref(out);
    KiValue line = KI_ERR;
    if (!ki_is_none(err) && !ki_io_flush(ks, err)) ki_clear_exc(ks);
    if (!write_value(ks, out, a[0])) goto done;
    if (!ki_io_flush(ks, out)) ki_clear_exc(ks); /* as CPython: stdout need not be able to */
    line = ki_call_method(ks, in, ks->names.n_readline, NULL, 0);
    if (line == KI_ERR) goto done;
    if (!ki_is_str(line)) {
        ki_decref(ks, line);
        line = ki_raise(ks, KI_EXC_TypeError, "object.readline() returned non-string");
        goto done;
    }
    KiStr *s = ki_str_of(line);
    if (s->len == 0) {
        ki_decref(ks, line);
        line = ki_raise(ks, KI_EXC_EOFError, "EOF when reading a line");
    } else if (ki_str_at(s, s->len - 1) == '\n') {
        KiValue cut = ki_str_slice(ks, s, 0, (int64_t)s->len - 1, 1, (int64_t)s->len - 1);
        ki_decref(ks, line);
        line = cut;
    }
done:
    ki_decref(ks, in);
    ki_decref(ks, out);
    return line;
}
