/* posix: arguments that name files, users and groups. */
#include "posix_path.h"

#include <errno.h>
#include <fcntl.h>

/* function, argument, what it may be (by the flags of what else is allowed), type */
#define NOT_A_PATH "%s: %s should be %s, not %s"
static const char *const path_kinds[] = {
    "string, bytes or os.PathLike", "string, bytes, os.PathLike or integer",
    "string, bytes, os.PathLike or None", "string, bytes, os.PathLike, integer or None"};

/* A descriptor; what does not fit is called as CPython calls it here. */
static bool number_arg(KiState *ks, KiValue v, int *fd) {
    int64_t n;
    bool fits = ki_index_i64(ks, v, &n);
    if (fits && n >= INT32_MIN && n <= INT32_MAX) {
        *fd = (int)n;
        return true;
    }
    if (fits || ki_pending_is(ks, KI_EXC_OverflowError)) {
        if (!fits) n = ki_int_sign(v);
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_OverflowError,
                 n < 0 ? "fd is less than minimum" : "fd is greater than maximum");
    }
    return false;
}

/* The bytes of an object that is no path; that it may be bytes-like is deprecated. */
static KiValue other_bytes(KiState *ks, KiValue v, const char *function, const char *argument,
                           int allowed) {
    KiBytesView view;
    if (!ki_get_bytes(ks, v, false, &view)) {
        if (!ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_TypeError, NOT_A_PATH, function, argument, path_kinds[allowed],
                        ki_type_short_name(ks, v));
    }
    KiValue b = ki_bytes_from(ks, view.data, view.len);
    ki_release_bytes(ks, &view);
    if (b != KI_ERR && ki_warn(ks, KI_EXC_DeprecationWarning, 1, NOT_A_PATH, function, argument,
                               path_kinds[allowed], ki_type_short_name(ks, v)))
        return b;
    ki_decref(ks, b);
    return KI_ERR;
}

bool ki_path_arg(KiState *ks, KiValue v, const char *function, const char *argument, int allowed,
                 KiPath *p) {
    *p = (KiPath){.fd = -1, .given = v, .holder = KI_ABSENT};
    if ((allowed & KI_PATH_NONE) && ki_is_none(v)) {
        p->name = ".";
        p->given = KI_ABSENT;
        return true;
    }
    if ((allowed & KI_PATH_FD) && ki_type_of(ks, v)->slots->unary[KI_INDEX]) {
        KiValue i = ki_index(ks, v);
        bool ok = i != KI_ERR && number_arg(ks, i, &p->fd);
        ki_decref(ks, i);
        if (!ok) return false;
        if (p->fd == -1 && (allowed & KI_PATH_NONE)) p->name = "."; /* no descriptor: as None */
        return true;
    }
    KiValue bytes = KI_ABSENT;
    if (ki_has_layout(v, KI_K_BYTES)) {
        bytes = ki_new_ref(v);
    } else if (!ki_is_str(v)) {
        KiValue fspath = ki_lookup_special(ks, v, ks->names.d_fspath);
        if (fspath == KI_ERR) return false;
        if (fspath == KI_ABSENT) {
            bytes = other_bytes(ks, v, function, argument, allowed);
        } else {
            ki_decref(ks, fspath);
            bytes = ki_fspath(ks, v);
            if (ki_is_str(bytes)) {
                p->name = ki_arg_path(ks, bytes, NULL, &p->holder);
                ki_decref(ks, bytes);
                return p->name != NULL;
            }
        }
        if (bytes == KI_ERR) return false;
    }
    if (bytes == KI_ABSENT) {
        p->name = ki_arg_path(ks, v, NULL, &p->holder);
        return p->name != NULL;
    }
    p->is_bytes = true;
    p->holder = bytes;
    p->name = (const char *)ki_bytes_of(bytes)->data;
    if (strlen(p->name) == ki_bytes_of(bytes)->len) return true;
    ki_path_done(ks, p);
    ki_raise(ks, KI_EXC_ValueError, "%s: embedded null character in %s", function, argument);
    return false;
}

void ki_path_done(KiState *ks, KiPath *p) {
    int saved = errno;
    ki_assign(ks, &p->holder, KI_ABSENT);
    errno = saved;
}
KiValue ki_path_fail(KiState *ks, KiPath *p) {
    /* -1 stands for no descriptor, and the system is asked about no path at all */
    if (!p->name && p->fd == -1 && errno == EBADF) errno = EFAULT;
    ki_path_done(ks, p);
    return ki_raise_errno(ks, errno, p->given);
}
KiValue ki_path_result(KiState *ks, KiPath *p, int64_t r) {
    if (r < 0) return ki_path_fail(ks, p);
    ki_path_done(ks, p);
    return KI_NONE;
}

bool ki_dir_fd_arg(KiState *ks, KiValue v, int *fd) {
    *fd = AT_FDCWD;
    if (ki_is_none(v)) return true;
    if (ki_is_integer(v)) return number_arg(ks, v, fd);
    ki_raise(ks, KI_EXC_TypeError, "argument should be integer or None, not %s",
             ki_type_short_name(ks, v));
    return false;
}

bool ki_path_check(KiState *ks, const KiPath *p, const char *function, int dir_fd, bool follow) {
    if (p->name) return true;
    if (dir_fd != AT_FDCWD)
        ki_raise(ks, KI_EXC_ValueError, "%s: can't specify dir_fd without matching path", function);
    else if (!follow)
        ki_raise(ks, KI_EXC_ValueError, "%s: cannot use fd and follow_symlinks together", function);
    return dir_fd == AT_FDCWD && follow;
}

bool ki_id_arg(KiState *ks, KiValue v, const char *what, uint32_t *id) {
    if (!ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s should be integer, not %s", what,
                 ki_type_short_name(ks, v));
        return false;
    }
    int64_t n;
    bool above = false;
    if (!ki_index_i64(ks, v, &n)) {
        if (!ki_pending_is(ks, KI_EXC_OverflowError)) return false;
        ki_clear_exc(ks);
        above = ki_int_sign(v) > 0;
        n = INT64_MIN;
    }
    *id = (uint32_t)n;
    if (n >= -1 && n <= UINT32_MAX) return true;
    ki_raise(ks, KI_EXC_OverflowError, "%s is %s", what,
             above ? "greater than maximum" : "less than minimum");
    return false;
}

bool ki_fileno_arg(KiState *ks, KiValue v, int *fd) {
    KiValue n = ki_is_integer(v) ? ki_new_ref(v) : KI_ABSENT;
    if (n == KI_ABSENT) {
        KiStr *name = ki_intern_cstr(ks, "fileno");
        KiValue fileno = name ? ki_getattr_opt(ks, v, name) : KI_ERR;
        if (name) ki_decref_obj(ks, &name->h);
        if (fileno == KI_ERR) return false;
        if (fileno == KI_ABSENT) {
            ki_raise(ks, KI_EXC_TypeError, "argument must be an int, or have a fileno() method.");
            return false;
        }
        n = ki_call0(ks, fileno);
        ki_decref(ks, fileno);
        if (n == KI_ERR) return false;
        if (!ki_is_integer(n)) {
            ki_decref(ks, n);
            ki_raise(ks, KI_EXC_TypeError, "fileno() returned a non-integer");
            return false;
        }
    }
    bool ok = ki_to_int(ks, n, fd);
    ki_decref(ks, n);
    if (!ok || *fd >= 0) return ok;
    ki_raise(ks, KI_EXC_ValueError, "file descriptor cannot be a negative integer (%i)", *fd);
    return false;
}
