/* Errors as the host sees them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../object/audit.h"
#include "api.h"

enum { T_TYPE, T_MESSAGE, T_TRACEBACK };

const char *ki_api_keep(KuState *ku, int slot, const char *text, size_t n) {
    KbStrbuf *b = &ku->text[slot];
    kb_strbuf_clear(b);
    return kb_strbuf_append(b, text, n) && b->data ? b->data : "";
}

void ki_error_texts_free(KuState *ku) {
    for (size_t i = 0; i < sizeof ku->text / sizeof *ku->text; i++)
        kb_strbuf_free(&ku->text[i]);
}

KuStatus ki_api_status(KuState *ku, bool ok) {
    if (ok) return KU_OK;
    if (ki_pending_is(ku->ks, KI_EXC_SystemExit)) return KU_EXIT;
    return ki_pending_is(ku->ks, KI_EXC_MemoryError) ? KU_NO_MEMORY : KU_ERROR;
}

bool ku_error_pending(KuState *ku) {
    return ki_pending(ku->ks);
}

const char *ku_error_type(KuState *ku) {
    return ki_pending(ku->ks) ? ki_type_name(ku->ks, ku->ks->exc) : "";
}

/* Runs fn on the pending exception with nothing pending meanwhile; its str result is kept. */
static const char *describe(KuState *ku, int slot, KiValue (*fn)(KiState *, KiValue)) {
    KiState *ks = ku->ks;
    if (!ki_pending(ks)) return "";
    KiValue e = ki_take_exc(ks), s = fn(ks, e);
    const char *r = "";
    size_t n;
    const char *u = s == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(s), &n);
    if (u) r = ki_api_keep(ku, slot, u, n);
    ki_decref(ks, s);
    if (ki_pending(ks)) ki_clear_exc(ks);
    ki_restore_exc(ks, e);
    return r;
}

const char *ku_error_message(KuState *ku) {
    return describe(ku, T_MESSAGE, ki_str);
}
const char *ku_error_traceback(KuState *ku) {
    return describe(ku, T_TRACEBACK, ki_format_exception);
}

KuValue ku_error_take(KuState *ku) {
    return ki_to_handle(ki_pending(ku->ks) ? ki_take_exc(ku->ks) : KI_NONE);
}
void ku_error_clear(KuState *ku) {
    if (ki_pending(ku->ks)) ki_clear_exc(ku->ks);
}

KuValue ku_raise(KuState *ku, const char *type, const char *format, ...) {
    static const char *const names[] = {
#define EXC(name, base) #name,
#include "../object/exception.def"
#undef EXC
    };
    char text[1024];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    int id = KI_EXC_RuntimeError;
    for (int i = 0; i < KI_EXC_COUNT; i++)
        if (!strcmp(names[i], type)) id = i;
    ki_raise(ku->ks, (enum KiExcId)id, "%s", text);
    return ku_null();
}

/* SystemExit's status; a code that is no int is printed to stderr and gives 1. */
static int exit_status(KuState *ku, KiValue exc) {
    KiState *ks = ku->ks;
    KiValue code = ki_getattr_cstr(ks, exc, "code");
    int64_t n = 1;
    if (code == KI_ERR) {
        ki_clear_exc(ks);
        return 1;
    }
    if (ki_is_none(code)) return 0;
    if (ki_is_integer(code)) {
        if (!ki_int_try_i64(code, &n)) n = -1;
    } else {
        KiValue s = ki_str(ks, code), err = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_stderr);
        bool ok = s != KI_ERR && err != KI_ABSENT && err != KI_ERR && !ki_is_none(err) &&
                  ki_io_write_str(ks, err, ki_str_of(s)) &&
                  ki_io_write_str(ks, err, ki_str_of(ks->latin1['\n']));
        if (!ok && ki_pending(ks)) ki_clear_exc(ks);
        ki_decref(ks, s);
    }
    ki_decref(ks, code);
    return (int)(n & 0xFF);
}

static void set_last(KiState *ks, KiValue e) {
    KiValue tb = ((KiException *)ki_obj(e))->traceback;
    if (!ki_dict_set_cstr(ks, ks->sys_dict, "last_type", ki_from_obj(ki_type_of(ks, e))) ||
        !ki_dict_set_cstr(ks, ks->sys_dict, "last_value", e) ||
        !ki_dict_set_cstr(ks, ks->sys_dict, "last_traceback", tb))
        ki_clear_exc(ks);
}

/* The traceback on stderr, without sys.excepthook. */
static void print_plain(KiState *ks, KiValue e) {
    KiValue text = ki_format_exception(ks, e),
            err = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_stderr);
    if (text != KI_ERR && err != KI_ABSENT && err != KI_ERR && !ki_is_none(err) &&
        ki_io_write_str(ks, err, ki_str_of(text)))
        (void)!ki_io_flush(ks, err);
    ki_decref(ks, text);
    if (ki_pending(ks)) ki_clear_exc(ks);
}

/* false: an audit hook forbids by a RuntimeError to show the exception. */
static bool audit_hook(KiState *ks, KiValue hook, KiValue e) {
    KiValue type = ki_from_obj(ki_type_of(ks, e)), tb = ((KiException *)ki_obj(e))->traceback;
    if (ki_audit(ks, "sys.excepthook", "OOOO", hook, type, e, tb)) return true;
    if (ki_pending_is(ks, KI_EXC_RuntimeError)) {
        ki_clear_exc(ks);
        return false;
    }
    ki_write_unraisable_when(ks, "in audit hook", KI_ABSENT);
    return true;
}

/* Shows the exception (consumed) through sys.excepthook. */
static void show(KuState *ku, KiValue e) {
    KiState *ks = ku->ks;
    set_last(ks, e);
    KiValue hook = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_excepthook);
    if (hook == KI_ERR) {
        ki_clear_exc(ks);
        hook = KI_ABSENT;
    }
    if (!audit_hook(ks, hook, e)) {
        /* an audit hook wants nothing shown */
    } else if (hook == KI_ABSENT) {
        print_plain(ks, e);
    } else {
        KiValue a[3] = {ki_from_obj(ki_type_of(ks, e)), e, ((KiException *)ki_obj(e))->traceback};
        KiValue r = ki_call(ks, hook, a, 3, KI_ABSENT);
        if (r == KI_ERR) {
            KiValue second = ki_take_exc(ks);
            KiValue err = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_stderr);
            KiValue msg = ki_str_from_cstr(ks, "Error in sys.excepthook:\n"),
                    msg2 = ki_str_from_cstr(ks, "\nOriginal exception was:\n");
            bool can = err != KI_ABSENT && err != KI_ERR && !ki_is_none(err) && msg != KI_ERR &&
                       msg2 != KI_ERR;
            if (can && !ki_io_write_str(ks, err, ki_str_of(msg))) ki_clear_exc(ks);
            print_plain(ks, second);
            if (can && !ki_io_write_str(ks, err, ki_str_of(msg2))) ki_clear_exc(ks);
            print_plain(ks, e);
            ki_decref(ks, msg);
            ki_decref(ks, msg2);
            ki_decref(ks, second);
        }
        ki_decref(ks, r);
    }
    ki_decref(ks, e);
}

static void flush_stdout(KiState *ks) {
    KiValue out = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_stdout);
    if (out != KI_ABSENT && out != KI_ERR && !ki_is_none(out) && !ki_io_flush(ks, out))
        ki_clear_exc(ks);
}

int ku_report_error(KuState *ku) {
    KiState *ks = ku->ks;
    if (!ki_pending(ks)) return 0;
    int status = ki_pending_is(ks, KI_EXC_KeyboardInterrupt) ? 130 : 1;
    bool is_exit = ki_pending_is(ks, KI_EXC_SystemExit);
    KiValue e = ki_take_exc(ks);
    flush_stdout(ks);
    if (is_exit) {
        status = exit_status(ku, e);
        ki_decref(ks, e);
    } else {
        show(ku, e);
    }
    return status;
}

void ku_print_error(KuState *ku) {
    KiState *ks = ku->ks;
    if (!ki_pending(ks)) return;
    KiValue e = ki_take_exc(ks);
    flush_stdout(ks);
    show(ku, e);
}
