/* posix: calls on files by name. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_path.h"

/* The value of a truth-valued argument in *out. */
static bool flag_arg(KiState *ks, KiValue v, bool *out) {
    int truth = ki_truth(ks, v);
    *out = truth > 0;
    return truth >= 0;
}

/* A path is looked at before the arguments behind it; one of these was bad. */
static KiValue let_go(KiState *ks, KiPath *p) {
    ki_path_done(ks, p);
    return KI_ERR;
}

/* --- names of files --- */

static KiValue unlink_at(KiState *ks, KiValue *a, const char *function, const char *event,
                         int flags) {
    KiPath p;
    int dir;
    if (!ki_path_arg(ks, a[0], function, "path", 0, &p)) return KI_ERR;
    if (!ki_dir_fd_arg(ks, a[1], &dir)) return let_go(ks, &p);
    if (!ki_audit(ks, event, "Od", p.given, dir)) return let_go(ks, &p);
    return ki_path_result(ks, &p, unlinkat(dir, p.name, flags));
}
static KiValue f_remove(KiState *ks, KiValue *a, int n) {
    return unlink_at(ks, a, "remove", "os.remove", 0);
}
static KiValue f_unlink(KiState *ks, KiValue *a, int n) {
    return unlink_at(ks, a, "unlink", "os.remove", 0);
}
static KiValue f_rmdir(KiState *ks, KiValue *a, int n) {
    return unlink_at(ks, a, "rmdir", "os.rmdir", AT_REMOVEDIR);
}

static KiValue f_chdir(KiState *ks, KiValue *a, int n) {
    KiPath p;
    if (!ki_path_arg(ks, a[0], "chdir", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (!ki_audit(ks, "os.chdir", "O", p.given)) return let_go(ks, &p);
    return ki_path_result(ks, &p, p.name ? chdir(p.name) : fchdir(p.fd));
}
static KiValue f_chroot(KiState *ks, KiValue *a, int n) {
    KiPath p;
    if (!ki_path_arg(ks, a[0], "chroot", "path", 0, &p)) return KI_ERR;
    return ki_path_result(ks, &p, chroot(p.name));
}

/* Two paths, each relative to a directory: released by two_paths_result. */
typedef struct TwoPaths {
    KiPath src, dst;
    int src_dir, dst_dir;
} TwoPaths;
static bool two_paths(KiState *ks, KiValue *a, const char *function, TwoPaths *t) {
    if (!ki_path_arg(ks, a[0], function, "src", 0, &t->src)) return false;
    if (ki_path_arg(ks, a[1], function, "dst", 0, &t->dst)) return true;
    ki_path_done(ks, &t->src);
    return false;
}
static KiValue two_paths_result(KiState *ks, TwoPaths *t, int r) {
    ki_path_done(ks, &t->src);
    ki_path_done(ks, &t->dst);
    return r < 0 ? ki_raise_errno2(ks, errno, t->src.given, t->dst.given) : KI_NONE;
}
static bool let_two_go(KiState *ks, TwoPaths *t) {
    ki_path_done(ks, &t->src);
    ki_path_done(ks, &t->dst);
    return false;
}
/* Their directories, which are looked at behind them. */
static bool two_dirs(KiState *ks, KiValue src, KiValue dst, TwoPaths *t) {
    return (ki_dir_fd_arg(ks, src, &t->src_dir) && ki_dir_fd_arg(ks, dst, &t->dst_dir)) ||
           let_two_go(ks, t);
}
/* With the directories that the event has room for. */
static bool two_audited(KiState *ks, TwoPaths *t, const char *event) {
    return ki_audit(ks, event, "OOdd", t->src.given, t->dst.given, t->src_dir, t->dst_dir) ||
           let_two_go(ks, t);
}
static KiValue rename_as(KiState *ks, KiValue *a, const char *function) {
    TwoPaths t;
    if (!two_paths(ks, a, function, &t) || !two_dirs(ks, a[2], a[3], &t) ||
        !two_audited(ks, &t, "os.rename"))
        return KI_ERR;
    return two_paths_result(ks, &t, renameat(t.src_dir, t.src.name, t.dst_dir, t.dst.name));
}
static KiValue f_rename(KiState *ks, KiValue *a, int n) {
    return rename_as(ks, a, "rename");
}
static KiValue f_replace(KiState *ks, KiValue *a, int n) {
    return rename_as(ks, a, "replace");
}
static KiValue f_link(KiState *ks, KiValue *a, int n) {
    TwoPaths t;
    bool follow;
    if (!two_paths(ks, a, "link", &t) || !two_dirs(ks, a[2], a[3], &t) ||
        !(flag_arg(ks, a[4], &follow) || let_two_go(ks, &t)) || !two_audited(ks, &t, "os.link"))
        return KI_ERR;
    /* without further arguments as link() does: a link to a link is one */
    bool plain = follow && t.src_dir == AT_FDCWD && t.dst_dir == AT_FDCWD;
    int flags = follow && !plain ? AT_SYMLINK_FOLLOW : 0;
    return two_paths_result(ks, &t, linkat(t.src_dir, t.src.name, t.dst_dir, t.dst.name, flags));
}
static KiValue f_symlink(KiState *ks, KiValue *a, int n) {
    TwoPaths t;
    if (!two_paths(ks, a, "symlink", &t) ||
        !(ki_dir_fd_arg(ks, a[3], &t.dst_dir) || let_two_go(ks, &t)))
        return KI_ERR;
    if (!ki_audit(ks, "os.symlink", "OOd", t.src.given, t.dst.given, t.dst_dir)) {
        let_two_go(ks, &t);
        return KI_ERR;
    }
    return two_paths_result(ks, &t, symlinkat(t.src.name, t.dst_dir, t.dst.name));
}

static KiValue f_readlink(KiState *ks, KiValue *a, int n) {
    char buf[PATH_MAX + 1];
    KiPath p;
    int dir;
    if (!ki_path_arg(ks, a[0], "readlink", "path", 0, &p)) return KI_ERR;
    if (!ki_dir_fd_arg(ks, a[1], &dir)) return let_go(ks, &p);
    ssize_t len = readlinkat(dir, p.name, buf, sizeof buf - 1);
    if (len < 0) return ki_path_fail(ks, &p);
    ki_path_done(ks, &p);
    buf[len] = 0;
    return ki_fs_name(ks, buf, p.is_bytes);
}

static KiValue f_mkdir(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int mode, dir;
    if (!ki_path_arg(ks, a[0], "mkdir", "path", 0, &p)) return KI_ERR;
    if (!ki_to_int(ks, a[1], &mode) || !ki_dir_fd_arg(ks, a[2], &dir) ||
        !ki_audit(ks, "os.mkdir", "Oid", p.given, mode, dir))
        return let_go(ks, &p);
    return ki_path_result(ks, &p, mkdirat(dir, p.name, (mode_t)mode));
}

/* The errors of these two do not name the file. */
static KiValue made(KiState *ks, KiPath *p, int r) {
    p->given = KI_ABSENT;
    return ki_path_result(ks, p, r);
}
static KiValue f_mkfifo(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int mode, dir;
    if (!ki_path_arg(ks, a[0], "mkfifo", "path", 0, &p)) return KI_ERR;
    if (!ki_to_int(ks, a[1], &mode) || !ki_dir_fd_arg(ks, a[2], &dir)) return let_go(ks, &p);
    return made(ks, &p, mkfifoat(dir, p.name, (mode_t)mode));
}
static KiValue f_mknod(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int mode, dir;
    int64_t device;
    if (!ki_path_arg(ks, a[0], "mknod", "path", 0, &p)) return KI_ERR;
    if (!ki_to_int(ks, a[1], &mode) || !ki_index_i64(ks, a[2], &device) ||
        !ki_dir_fd_arg(ks, a[3], &dir))
        return let_go(ks, &p);
    return made(ks, &p, mknodat(dir, p.name, (mode_t)mode, (dev_t)device));
}

/* Whether the host allows a script to open a file. */
static bool may_open(KiState *ks, const char *path, int flags) {
    KiBuiltins *bi = ks->bi;
    return !bi->audit_open || bi->audit_open(bi->audit_data, path, (flags & O_ACCMODE) != O_RDONLY);
}
static KiValue f_open(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int flags, mode, dir, fd;
    if (!ki_path_arg(ks, a[0], "open", "path", 0, &p)) return KI_ERR;
    if (!ki_to_int(ks, a[1], &flags) || !ki_to_int(ks, a[2], &mode) ||
        !ki_dir_fd_arg(ks, a[3], &dir) ||
        !ki_audit(ks, "open", "OOi", p.given, KI_NONE, flags | O_CLOEXEC))
        return let_go(ks, &p);
    do {
        if (!may_open(ks, p.name, flags)) {
            errno = EACCES;
            fd = -1;
            break;
        }
        KiThread *t = ki_gil_release(ks);
        fd = openat(dir, p.name, flags | O_CLOEXEC, (mode_t)mode);
        ki_gil_acquire(ks, t);
    } while (fd < 0 && errno == EINTR && ki_io_interrupted(ks));
    if (fd < 0 && !ki_pending(ks)) return ki_path_fail(ks, &p);
    ki_path_done(ks, &p);
    return fd < 0 ? KI_ERR : ki_small_int(fd);
}

/* --- what is known of a file --- */

static KiValue stat_path(KiState *ks, KiValue path, KiValue dir_fd, bool follow,
                         const char *function, int allowed) {
    struct stat st;
    KiPath p;
    int dir;
    if (!ki_dir_fd_arg(ks, dir_fd, &dir) || !ki_path_arg(ks, path, function, "path", allowed, &p) ||
        !ki_path_check(ks, &p, function, dir, follow))
        return KI_ERR;
    int r = p.name ? fstatat(dir, p.name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) : fstat(p.fd, &st);
    if (r < 0) return ki_path_fail(ks, &p);
    ki_path_done(ks, &p);
    return ki_stat_result(ks, &st);
}
static KiValue f_stat(KiState *ks, KiValue *a, int n) {
    bool follow;
    return flag_arg(ks, a[2], &follow) ? stat_path(ks, a[0], a[1], follow, "stat", KI_PATH_FD)
                                       : KI_ERR;
}
static KiValue f_lstat(KiState *ks, KiValue *a, int n) {
    return stat_path(ks, a[0], a[1], false, "lstat", 0);
}

static KiValue f_access(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int mode, dir;
    bool effective, follow;
    if (!ki_path_arg(ks, a[0], "access", "path", 0, &p)) return KI_ERR;
    if (!ki_to_int(ks, a[1], &mode) || !ki_dir_fd_arg(ks, a[2], &dir) ||
        !flag_arg(ks, a[3], &effective) || !flag_arg(ks, a[4], &follow))
        return let_go(ks, &p);
    int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
    int r = faccessat(dir, p.name, mode, flags);
    ki_path_done(ks, &p);
    return ki_bool(r == 0);
}

/* --- what can be changed --- */

static KiValue f_chmod(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int mode, dir;
    bool follow;
    if (!ki_path_arg(ks, a[0], "chmod", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (!ki_to_int(ks, a[1], &mode) || !ki_dir_fd_arg(ks, a[2], &dir) ||
        !flag_arg(ks, a[3], &follow) || !ki_audit(ks, "os.chmod", "Oid", p.given, mode, dir))
        return let_go(ks, &p);
    int r = p.name ? fchmodat(dir, p.name, (mode_t)mode, follow ? 0 : AT_SYMLINK_NOFOLLOW)
                   : fchmod(p.fd, (mode_t)mode);
    if (r < 0 && !follow && (errno == ENOTSUP || errno == EOPNOTSUPP)) {
        ki_path_done(ks, &p);
        return dir != AT_FDCWD ? ki_raise(ks, KI_EXC_ValueError,
                                          "chmod: cannot use dir_fd and follow_symlinks together")
                               : ki_raise(ks, KI_EXC_NotImplementedError,
                                          "chmod: follow_symlinks unavailable on this platform");
    }
    return ki_path_result(ks, &p, r);
}

static KiValue f_chown(KiState *ks, KiValue *a, int n) {
    KiPath p;
    uint32_t uid, gid;
    int dir;
    bool follow;
    if (!ki_path_arg(ks, a[0], "chown", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (!ki_id_arg(ks, a[1], "uid", &uid) || !ki_id_arg(ks, a[2], "gid", &gid) ||
        !ki_dir_fd_arg(ks, a[3], &dir) || !flag_arg(ks, a[4], &follow))
        return let_go(ks, &p);
    if (!p.name && dir != AT_FDCWD)
        return ki_raise(ks, KI_EXC_ValueError, "chown: can't specify both dir_fd and fd");
    if (!ki_path_check(ks, &p, "chown", dir, follow)) return KI_ERR;
    if (!ki_audit(ks, "os.chown", "Ouud", p.given, uid, gid, dir)) return let_go(ks, &p);
    return ki_path_result(ks, &p,
                          p.name ? fchownat(dir, p.name, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW)
                                 : fchown(p.fd, uid, gid));
}
static KiValue f_lchown(KiState *ks, KiValue *a, int n) {
    KiPath p;
    uint32_t uid, gid;
    if (!ki_path_arg(ks, a[0], "lchown", "path", 0, &p)) return KI_ERR;
    if (!ki_id_arg(ks, a[1], "uid", &uid) || !ki_id_arg(ks, a[2], "gid", &gid))
        return let_go(ks, &p);
    if (!ki_audit(ks, "os.chown", "Ouui", p.given, uid, gid, -1)) return let_go(ks, &p);
    return ki_path_result(ks, &p, lchown(p.name, uid, gid));
}

static bool out_of_range(KiState *ks) {
    ki_raise(ks, KI_EXC_OverflowError, "timestamp out of range for platform time_t");
    return false;
}
/* Seconds as int or float, rounded down to nanoseconds. */
static bool seconds_arg(KiState *ks, KiValue v, struct timespec *t) {
    int64_t whole;
    double s;
    if (!ki_is_float(v)) {
        if (!ki_index_i64(ks, v, &whole)) {
            if (!ki_pending_is(ks, KI_EXC_OverflowError)) return false;
            ki_clear_exc(ks);
            return out_of_range(ks);
        }
        *t = (struct timespec){(time_t)whole, 0};
        return true;
    }
    if (!ki_to_double(ks, v, &s)) return false;
    if (isnan(s)) {
        ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
        return false;
    }
    double down = floor(s);
    if (!(down >= -0x1p63 && down < 0x1p63)) return out_of_range(ks);
    *t = (struct timespec){(time_t)down, (long)((s - down) * 1e9)};
    return true;
}
static bool nanoseconds_arg(KiState *ks, KiValue v, struct timespec *t) {
    enum { SECOND = 1000000000 };
    int64_t ns;
    if (!ki_index_i64(ks, v, &ns)) {
        if (!ki_pending_is(ks, KI_EXC_OverflowError)) return false;
        ki_clear_exc(ks);
        return out_of_range(ks);
    }
    int64_t rest = ns % SECOND;
    if (rest < 0) rest += SECOND;
    *t = (struct timespec){(time_t)((ns - rest) / SECOND), (long)rest};
    return true;
}
/* The two times in *t, or *now if there are none. */
static bool times_arg(KiState *ks, KiValue times, KiValue ns, struct timespec *t, bool *now) {
    bool with_ns = ns != KI_ABSENT && !ki_is_none(ns);
    *now = !with_ns && ki_is_none(times);
    if (*now) return true;
    if (with_ns && !ki_is_none(times)) {
        ki_raise(ks, KI_EXC_ValueError,
                 "utime: you may specify either 'times' or 'ns' but not both");
        return false;
    }
    KiValue pair = with_ns ? ns : times;
    if (!ki_is_tuple(pair) || ki_tuple_of(pair)->len != 2) {
        ki_raise(ks, KI_EXC_TypeError,
                 with_ns ? "utime: 'ns' must be a tuple of two ints"
                         : "utime: 'times' must be either a tuple of two ints or None");
        return false;
    }
    for (int i = 0; i < 2; i++) {
        KiValue item = ki_tuple_of(pair)->items[i];
        if (!(with_ns ? nanoseconds_arg : seconds_arg)(ks, item, &t[i])) return false;
    }
    return true;
}
static KiValue f_utime(KiState *ks, KiValue *a, int n) {
    struct timespec t[2];
    KiPath p;
    int dir;
    bool follow, now;
    if (!ki_path_arg(ks, a[0], "utime", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (!times_arg(ks, a[1], a[2], t, &now) || !ki_dir_fd_arg(ks, a[3], &dir) ||
        !flag_arg(ks, a[4], &follow))
        return let_go(ks, &p);
    if (!ki_path_check(ks, &p, "utime", dir, follow)) return KI_ERR;
    if (!ki_audit(ks, "os.utime", "OOOd", p.given, a[1], a[2], dir)) return let_go(ks, &p);
    const struct timespec *tp = now ? NULL : t;
    p.given = KI_ABSENT;         /* its errors do not name the file */
    if (!p.name && p.fd == -1) { /* utimensat() of no path at all: its error, without the call */
        errno = EINVAL;
        return ki_path_result(ks, &p, -1);
    }
    return ki_path_result(ks, &p,
                          p.name ? utimensat(dir, p.name, tp, follow ? 0 : AT_SYMLINK_NOFOLLOW)
                                 : futimens(p.fd, tp));
}

static KiValue f_truncate(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int64_t size;
    if (!ki_path_arg(ks, a[0], "truncate", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (!ki_index_i64(ks, a[1], &size) || !ki_audit(ks, "os.truncate", "Ol", p.given, size))
        return let_go(ks, &p);
    if (p.fd != -1) p.given = KI_ABSENT; /* its errors do not name a descriptor */
    return ki_path_result(ks, &p, p.name ? truncate(p.name, size) : ftruncate(p.fd, size));
}

const KiDef ki_posix_file_functions[] = {
    {"remove", "(path, *, dir_fd=None)", f_remove, "Remove a file.", 0},
    {"unlink", "(path, *, dir_fd=None)", f_unlink, "Remove a file.", 0},
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
    {"access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", f_access,
     "Whether a path can be accessed so.", 0},
    {"chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", f_chmod,
     "Change the access permissions of a file.", 0},
    {"chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", f_chown,
     "Change owner and group of a file.", 0},
    {"utime", "(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", f_utime,
     "Set access and modified time of a file.", 0},
    {"truncate", "(path, length)", f_truncate, "Truncate a file to a length.", 0},
    {"open", "(path, flags, mode=511, *, dir_fd=None)", f_open, "Open a file; return a descriptor.",
     0},
    {"mkfifo", "(path, mode=438, *, dir_fd=None)", f_mkfifo, "Create a FIFO.", 0},
    {"mknod", "(path, mode=384, device=0, *, dir_fd=None)", f_mknod, "Create a node.", 0},
    {"chroot", "(path)", f_chroot, "Change the root directory.", 0},
    {"lchown", "(path, uid, gid)", f_lchown, "Change the owner of a link.", 0},
    KI_DEF_END};
