/* posix: files by name and by descriptor. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_util.h"

static KiValue fail(KiState *ks, KiValue name) {
    return ki_raise_errno(ks, errno, name);
}

bool ki_fd_arg(KiState *ks, KiValue v, int *fd) {
    if (ki_is_integer(v)) return ki_to_int(ks, v, fd);
    KiValue r = ki_call_method_cstr(ks, v, "fileno", NULL, 0);
    bool ok = r != KI_ERR && ki_to_int(ks, r, fd);
    ki_decref(ks, r);
    return ok;
}

/* One path argument and a system call on it: None, or OSError with the name. */
static KiValue on_path(KiState *ks, KiValue path, const char *fname, int (*fn)(const char *)) {
    KiValue holder;
    const char *p = ki_arg_path(ks, path, fname, &holder);
    if (!p) return KI_ERR;
    int r = fn(p);
    ki_decref(ks, holder);
    return r < 0 ? fail(ks, path) : KI_NONE;
}
static KiValue f_remove(KiState *ks, KiValue *a, int n) {
    return on_path(ks, a[0], "remove: path", unlink);
}
static KiValue f_rmdir(KiState *ks, KiValue *a, int n) {
    return on_path(ks, a[0], "rmdir: path", rmdir);
}
static KiValue f_chdir(KiState *ks, KiValue *a, int n) {
    return on_path(ks, a[0], "chdir: path", chdir);
}

/* OSError with both names. */
static KiValue on_two_paths(KiState *ks, KiValue *a, const char *f1, const char *f2,
                            int (*fn)(const char *, const char *)) {
    KiValue h1, h2;
    const char *p = ki_arg_path(ks, a[0], f1, &h1);
    const char *q = p ? ki_arg_path(ks, a[1], f2, &h2) : NULL;
    if (!q) {
        if (p) ki_decref(ks, h1);
        return KI_ERR;
    }
    int r = fn(p, q), err = errno;
    ki_decref(ks, h1);
    ki_decref(ks, h2);
    return r < 0 ? ki_raise_errno2(ks, err, a[0], a[1]) : KI_NONE;
}
static KiValue f_rename(KiState *ks, KiValue *a, int n) {
    return on_two_paths(ks, a, "rename: src", "rename: dst", rename);
}
static KiValue f_replace(KiState *ks, KiValue *a, int n) {
    return on_two_paths(ks, a, "replace: src", "replace: dst", rename);
}
static KiValue f_link(KiState *ks, KiValue *a, int n) {
    return on_two_paths(ks, a, "link: src", "link: dst", link);
}
static KiValue f_symlink(KiState *ks, KiValue *a, int n) {
    return on_two_paths(ks, a, "symlink: src", "symlink: dst", symlink);
}

static KiValue f_readlink(KiState *ks, KiValue *a, int n) {
    char buf[4096];
    KiValue holder;
    const char *p = ki_arg_path(ks, a[0], "readlink: path", &holder);
    if (!p) return KI_ERR;
    ssize_t len = readlink(p, buf, sizeof buf - 1);
    ki_decref(ks, holder);
    if (len < 0) return fail(ks, a[0]);
    buf[len] = 0;
    return ki_fs_name(ks, buf, ki_has_layout(a[0], KI_K_BYTES));
}

static KiValue f_mkdir(KiState *ks, KiValue *a, int n) {
    int mode;
    KiValue holder;
    const char *p = ki_arg_path(ks, a[0], "mkdir: path", &holder);
    if (!p) return KI_ERR;
    bool ok = ki_to_int(ks, a[1], &mode);
    int r = ok ? mkdir(p, (mode_t)mode) : 0, err = errno;
    ki_decref(ks, holder);
    errno = err;
    return !ok ? KI_ERR : r < 0 ? fail(ks, a[0]) : KI_NONE;
}

static KiValue stat_path(KiState *ks, KiValue path, const char *fname, bool follow) {
    struct stat st;
    int r, fd, err;
    if (ki_is_integer(path)) {
        if (!ki_to_int(ks, path, &fd)) return KI_ERR;
        r = fstat(fd, &st);
        err = errno;
    } else {
        KiValue holder;
        const char *p = ki_arg_path(ks, path, NULL, &holder);
        if (!p) {
            if (ki_pending_is(ks, KI_EXC_TypeError)) {
                ki_clear_exc(ks);
                ki_raise(ks, KI_EXC_TypeError,
                         "%s: path should be string, bytes, os.PathLike or integer, not %s", fname,
                         ki_type_name(ks, path));
            } else if (ki_pending_is(ks, KI_EXC_ValueError)) {
                ki_clear_exc(ks);
                ki_raise(ks, KI_EXC_ValueError, "%s: embedded null character in path", fname);
            }
            return KI_ERR;
        }
        r = follow ? stat(p, &st) : lstat(p, &st);
        err = errno;
        ki_decref(ks, holder);
    }
    errno = err;
    return r < 0 ? fail(ks, path) : ki_stat_result(ks, &st);
}
static KiValue f_stat(KiState *ks, KiValue *a, int n) {
    int follow = ki_truth(ks, a[2]);
    return follow < 0 ? KI_ERR : stat_path(ks, a[0], "stat", follow);
}
static KiValue f_lstat(KiState *ks, KiValue *a, int n) {
    return stat_path(ks, a[0], "lstat", false);
}
static KiValue f_fstat(KiState *ks, KiValue *a, int n) {
    struct stat st;
    int fd;
    if (!ki_fd_arg(ks, a[0], &fd)) return KI_ERR;
    return fstat(fd, &st) < 0 ? fail(ks, KI_ABSENT) : ki_stat_result(ks, &st);
}

static KiValue f_access(KiState *ks, KiValue *a, int n) {
    int mode;
    KiValue holder;
    const char *p = ki_arg_path(ks, a[0], "access: path", &holder);
    if (!p) return KI_ERR;
    bool ok = ki_to_int(ks, a[1], &mode);
    int r = ok ? access(p, mode) : -1;
    ki_decref(ks, holder);
    return ok ? ki_bool(r == 0) : KI_ERR;
}

static KiValue f_chmod(KiState *ks, KiValue *a, int n) {
    int mode, fd = -1;
    KiValue holder = KI_ABSENT;
    if (!ki_to_int(ks, a[1], &mode)) return KI_ERR;
    const char *p = NULL;
    if (ki_is_integer(a[0]) ? !ki_to_int(ks, a[0], &fd)
                            : !(p = ki_arg_path(ks, a[0], "chmod: path", &holder)))
        return KI_ERR;
    int r = p ? chmod(p, (mode_t)mode) : fchmod(fd, (mode_t)mode), err = errno;
    ki_decref(ks, holder);
    errno = err;
    return r < 0 ? fail(ks, a[0]) : KI_NONE;
}

static KiValue f_chown(KiState *ks, KiValue *a, int n) {
    int uid, gid;
    KiValue holder;
    if (!ki_to_int(ks, a[1], &uid) || !ki_to_int(ks, a[2], &gid)) return KI_ERR;
    const char *p = ki_arg_path(ks, a[0], "chown: path", &holder);
    if (!p) return KI_ERR;
    int r = chown(p, (uid_t)uid, (gid_t)gid), err = errno;
    ki_decref(ks, holder);
    errno = err;
    return r < 0 ? fail(ks, a[0]) : KI_NONE;
}

static struct timespec seconds(double s) {
    double whole = floor(s);
    return (struct timespec){(time_t)whole, (long)((s - whole) * 1e9)};
}

static KiValue f_utime(KiState *ks, KiValue *a, int n) {
    struct timespec t[2], *tp = NULL;
    KiValue holder;
    if (a[2] != KI_ABSENT && !ki_is_none(a[2])) {
        if (!ki_is_tuple(a[2]) || ki_tuple_of(a[2])->len != 2)
            return ki_raise(ks, KI_EXC_TypeError, "utime: 'ns' must be a tuple of two ints");
        for (int i = 0; i < 2; i++) {
            int64_t v;
            if (!ki_index_i64(ks, ki_tuple_of(a[2])->items[i], &v)) return KI_ERR;
            t[i] = (struct timespec){(time_t)(v / 1000000000), (long)(v % 1000000000)};
        }
        tp = t;
    } else if (!ki_is_none(a[1])) {
        if (!ki_is_tuple(a[1]) || ki_tuple_of(a[1])->len != 2)
            return ki_raise(ks, KI_EXC_TypeError,
                            "utime: 'times' must be either a tuple of two ints or None");
        for (int i = 0; i < 2; i++) {
            double v;
            if (!ki_to_double(ks, ki_tuple_of(a[1])->items[i], &v)) return KI_ERR;
            t[i] = seconds(v);
        }
        tp = t;
    }
    const char *p = ki_arg_path(ks, a[0], "utime: path", &holder);
    if (!p) return KI_ERR;
    int r = utimensat(AT_FDCWD, p, tp, 0), err = errno;
    ki_decref(ks, holder);
    errno = err;
    return r < 0 ? fail(ks, a[0]) : KI_NONE;
}

static KiValue f_truncate(KiState *ks, KiValue *a, int n) {
    int64_t size;
    int fd;
    KiValue holder;
    if (!ki_index_i64(ks, a[1], &size)) return KI_ERR;
    if (ki_is_integer(a[0])) {
        if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
        return ftruncate(fd, size) < 0 ? fail(ks, KI_ABSENT) : KI_NONE;
    }
    const char *p = ki_arg_path(ks, a[0], "truncate: path", &holder);
    if (!p) return KI_ERR;
    int r = truncate(p, size), err = errno;
    ki_decref(ks, holder);
    errno = err;
    return r < 0 ? fail(ks, a[0]) : KI_NONE;
}

/* --- descriptors --- */

static KiValue f_open(KiState *ks, KiValue *a, int n) {
    int flags, mode, fd;
    KiValue holder;
    if (!ki_to_int(ks, a[1], &flags) || !ki_to_int(ks, a[2], &mode)) return KI_ERR;
    const char *p = ki_arg_path(ks, a[0], "open: path", &holder);
    if (!p) return KI_ERR;
    if (ks->bi->audit_open &&
        !ks->bi->audit_open(ks->bi->audit_data, p, (flags & O_ACCMODE) != O_RDONLY)) {
        errno = EACCES;
        fd = -1;
    } else {
        fd = open(p, flags | O_CLOEXEC, (mode_t)mode);
    }
    int err = errno;
    ki_decref(ks, holder);
    errno = err;
    return fd < 0 ? fail(ks, a[0]) : ki_small_int(fd);
}
static KiValue f_close(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_fd_arg(ks, a[0], &fd)) return KI_ERR;
    return close(fd) < 0 ? fail(ks, KI_ABSENT) : KI_NONE;
}
static KiValue f_read(KiState *ks, KiValue *a, int n) {
    int fd;
    int64_t size;
    if (!ki_to_int(ks, a[0], &fd) || !ki_index_i64(ks, a[1], &size)) return KI_ERR;
    if (size < 0) {
        errno = EINVAL;
        return fail(ks, KI_ABSENT);
    }
    uint8_t *buf = kb_malloc(&ks->alloc, (size_t)size);
    if (!buf) return ki_raise_nomem(ks);
    ssize_t got;
    do {
        KiThread *t = ki_gil_release(ks);
        got = read(fd, buf, (size_t)size);
        ki_gil_acquire(ks, t);
    } while (got < 0 && errno == EINTR && ki_io_interrupted(ks));
    KiValue r = got >= 0         ? ki_bytes_from(ks, buf, (size_t)got)
                : ki_pending(ks) ? KI_ERR
                                 : fail(ks, KI_ABSENT);
    kb_free(&ks->alloc, buf, (size_t)size);
    return r;
}
static KiValue f_write(KiState *ks, KiValue *a, int n) {
    int fd;
    KiBytesView v;
    if (!ki_to_int(ks, a[0], &fd) || !ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    ssize_t put;
    do {
        KiThread *t = ki_gil_release(ks);
        put = write(fd, v.data, v.len);
        ki_gil_acquire(ks, t);
    } while (put < 0 && errno == EINTR && ki_io_interrupted(ks));
    int err = errno;
    ki_release_bytes(ks, &v);
    errno = err;
    return put >= 0 ? ki_small_int(put) : ki_pending(ks) ? KI_ERR : fail(ks, KI_ABSENT);
}
static KiValue f_lseek(KiState *ks, KiValue *a, int n) {
    int fd, whence;
    int64_t off;
    if (!ki_to_int(ks, a[0], &fd) || !ki_index_i64(ks, a[1], &off) || !ki_to_int(ks, a[2], &whence))
        return KI_ERR;
    off_t at = lseek(fd, off, whence);
    return at < 0 ? fail(ks, KI_ABSENT) : ki_int_from_i64(ks, at);
}
static KiValue f_dup(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_fd_arg(ks, a[0], &fd)) return KI_ERR;
    int r = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return r < 0 ? fail(ks, KI_ABSENT) : ki_small_int(r);
}
static KiValue f_dup2(KiState *ks, KiValue *a, int n) {
    int fd, to, inherit = ki_truth(ks, a[2]);
    if (inherit < 0 || !ki_fd_arg(ks, a[0], &fd) || !ki_fd_arg(ks, a[1], &to)) return KI_ERR;
    int r = dup3(fd, to, inherit ? 0 : O_CLOEXEC);
    return r < 0 ? fail(ks, KI_ABSENT) : ki_small_int(r);
}
static KiValue f_pipe(KiState *ks, KiValue *a, int n) {
    int fd[2];
    if (pipe2(fd, O_CLOEXEC) < 0) return fail(ks, KI_ABSENT);
    return ki_tuple_pack(ks, 2, ki_small_int(fd[0]), ki_small_int(fd[1]));
}
static KiValue f_isatty(KiState *ks, KiValue *a, int n) {
    int fd;
    return ki_to_int(ks, a[0], &fd) ? ki_bool(isatty(fd)) : KI_ERR;
}
static KiValue f_fsync(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_fd_arg(ks, a[0], &fd)) return KI_ERR;
    return fsync(fd) < 0 ? fail(ks, KI_ABSENT) : KI_NONE;
}
static KiValue f_get_inheritable(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? fail(ks, KI_ABSENT) : ki_bool(!(flags & FD_CLOEXEC));
}
static KiValue f_set_inheritable(KiState *ks, KiValue *a, int n) {
    int fd, on;
    if (!ki_to_int(ks, a[0], &fd) || (on = ki_truth(ks, a[1])) < 0) return KI_ERR;
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0 || fcntl(fd, F_SETFD, on ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC) < 0)
        return fail(ks, KI_ABSENT);
    return KI_NONE;
}
static KiValue f_set_blocking(KiState *ks, KiValue *a, int n) {
    int fd, on;
    if (!ki_to_int(ks, a[0], &fd) || (on = ki_truth(ks, a[1])) < 0) return KI_ERR;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, on ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0)
        return fail(ks, KI_ABSENT);
    return KI_NONE;
}

static KiValue f_get_terminal_size(KiState *ks, KiValue *a, int n) {
    static const char *const fields[] = {"columns", "lines"};
    struct winsize w;
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    if (ioctl(fd, TIOCGWINSZ, &w) < 0) return fail(ks, KI_ABSENT);
    if (!ks->bi->terminal_size &&
        !(ks->bi->terminal_size = ki_struct_seq_type(ks, "os", "terminal_size", fields, 2, 2)))
        return KI_ERR;
    KiValue v[2] = {ki_small_int(w.ws_col), ki_small_int(w.ws_row)};
    return ki_struct_seq_new(ks, ks->bi->terminal_size, fields, v, 2, 2);
}

const KiDef ki_posix_file_functions[] = {
    {"remove", "(path, *, dir_fd=None)", f_remove, "Remove a file.", 0},
    {"unlink", "(path, *, dir_fd=None)", f_remove, "Remove a file.", 0},
    {"rmdir", "(path, *, dir_fd=None)", f_rmdir, "Remove a directory.", 0},
    {"chdir", "(path)", f_chdir, "Change the current working directory.", 0},
    {"rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", f_rename,
     "Rename a file or directory.", 0},
    {"replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", f_replace,
     "Rename a file, overwriting the destination.", 0},
    {"link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", f_link,
     "Create a hard link.", 0},
    {"symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", f_symlink,
     "Create a symbolic link.", 0},
    {"readlink", "(path, *, dir_fd=None)", f_readlink, "The path a symbolic link points to.", 0},
    {"mkdir", "(path, mode=511, *, dir_fd=None)", f_mkdir, "Create a directory.", 0},
    {"stat", "(path, *, dir_fd=None, follow_symlinks=True)", f_stat, "Status of a file.", 0},
    {"lstat", "(path, *, dir_fd=None)", f_lstat, "Status of a file, not following symbolic links.",
     0},
    {"fstat", "(fd)", f_fstat, "Status of a file descriptor.", 0},
    {"access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", f_access,
     "Whether a path can be accessed so.", 0},
    {"chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", f_chmod,
     "Change the access permissions of a file.", 0},
    {"chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", f_chown,
     "Change owner and group of a file.", 0},
    {"utime", "(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", f_utime,
     "Set access and modified time of a file.", 0},
    {"truncate", "(path, length)", f_truncate, "Truncate a file to a length.", 0},
    {"ftruncate", "(fd, length, /)", f_truncate, "Truncate a file to a length.", 0},
    {"open", "(path, flags, mode=511, *, dir_fd=None)", f_open, "Open a file; return a descriptor.",
     0},
    {"close", "(fd)", f_close, "Close a file descriptor.", 0},
    {"read", "(fd, length, /)", f_read, "Read from a file descriptor.", 0},
    {"write", "(fd, data, /)", f_write, "Write bytes to a file descriptor.", 0},
    {"lseek", "(fd, position, how, /)", f_lseek, "Set the position of a file descriptor.", 0},
    {"dup", "(fd, /)", f_dup, "A duplicate of a file descriptor.", 0},
    {"dup2", "(fd, fd2, inheritable=True)", f_dup2, "Duplicate a file descriptor to another.", 0},
    {"pipe", "()", f_pipe, "Create a pipe: (read end, write end).", 0},
    {"isatty", "(fd, /)", f_isatty, "True if the descriptor is connected to a terminal.", 0},
    {"fsync", "(fd)", f_fsync, "Force writing of a file to disk.", 0},
    {"fdatasync", "(fd)", f_fsync, "Force writing of a file to disk.", 0},
    {"get_inheritable", "(fd, /)", f_get_inheritable,
     "Whether a descriptor is inherited by child processes.", 0},
    {"set_inheritable", "(fd, inheritable, /)", f_set_inheritable,
     "Set whether a descriptor is inherited.", 0},
    {"set_blocking", "(fd, blocking, /)", f_set_blocking, "Set the blocking mode of a descriptor.",
     0},
    {"get_terminal_size", "(fd=1, /)", f_get_terminal_size,
     "Size of the terminal, (columns, lines).", 0},
    KI_DEF_END};
