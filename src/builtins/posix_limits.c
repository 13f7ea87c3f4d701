/* posix: what is known of files beside their status (extended attributes, limits), of file systems
 * and of the system. */
#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "../object/containers.h"
#include "posix_path.h"

/* --- configuration values --- */

typedef struct Name {
    const char *name;
    int value;
} Name;
static const Name pathconf_names[] = {
#ifdef _PC_ALLOC_SIZE_MIN
    {"PC_ALLOC_SIZE_MIN", _PC_ALLOC_SIZE_MIN},
#endif
#ifdef _PC_ASYNC_IO
    {"PC_ASYNC_IO", _PC_ASYNC_IO},
#endif
#ifdef _PC_CHOWN_RESTRICTED
    {"PC_CHOWN_RESTRICTED", _PC_CHOWN_RESTRICTED},
#endif
#ifdef _PC_FILESIZEBITS
    {"PC_FILESIZEBITS", _PC_FILESIZEBITS},
#endif
#ifdef _PC_LINK_MAX
    {"PC_LINK_MAX", _PC_LINK_MAX},
#endif
#ifdef _PC_MAX_CANON
    {"PC_MAX_CANON", _PC_MAX_CANON},
#endif
#ifdef _PC_MAX_INPUT
    {"PC_MAX_INPUT", _PC_MAX_INPUT},
#endif
#ifdef _PC_NAME_MAX
    {"PC_NAME_MAX", _PC_NAME_MAX},
#endif
#ifdef _PC_NO_TRUNC
    {"PC_NO_TRUNC", _PC_NO_TRUNC},
#endif
#ifdef _PC_PATH_MAX
    {"PC_PATH_MAX", _PC_PATH_MAX},
#endif
#ifdef _PC_PIPE_BUF
    {"PC_PIPE_BUF", _PC_PIPE_BUF},
#endif
#ifdef _PC_PRIO_IO
    {"PC_PRIO_IO", _PC_PRIO_IO},
#endif
#ifdef _PC_REC_INCR_XFER_SIZE
    {"PC_REC_INCR_XFER_SIZE", _PC_REC_INCR_XFER_SIZE},
#endif
#ifdef _PC_REC_MAX_XFER_SIZE
    {"PC_REC_MAX_XFER_SIZE", _PC_REC_MAX_XFER_SIZE},
#endif
#ifdef _PC_REC_MIN_XFER_SIZE
    {"PC_REC_MIN_XFER_SIZE", _PC_REC_MIN_XFER_SIZE},
#endif
#ifdef _PC_REC_XFER_ALIGN
    {"PC_REC_XFER_ALIGN", _PC_REC_XFER_ALIGN},
#endif
#ifdef _PC_SOCK_MAXBUF
    {"PC_SOCK_MAXBUF", _PC_SOCK_MAXBUF},
#endif
#ifdef _PC_SYMLINK_MAX
    {"PC_SYMLINK_MAX", _PC_SYMLINK_MAX},
#endif
#ifdef _PC_SYNC_IO
    {"PC_SYNC_IO", _PC_SYNC_IO},
#endif
#ifdef _PC_VDISABLE
    {"PC_VDISABLE", _PC_VDISABLE},
#endif
};
static const Name confstr_names[] = {
#ifdef _CS_GNU_LIBC_VERSION
    {"CS_GNU_LIBC_VERSION", _CS_GNU_LIBC_VERSION},
#endif
#ifdef _CS_GNU_LIBPTHREAD_VERSION
    {"CS_GNU_LIBPTHREAD_VERSION", _CS_GNU_LIBPTHREAD_VERSION},
#endif
#ifdef _CS_LFS64_CFLAGS
    {"CS_LFS64_CFLAGS", _CS_LFS64_CFLAGS},
#endif
#ifdef _CS_LFS64_LDFLAGS
    {"CS_LFS64_LDFLAGS", _CS_LFS64_LDFLAGS},
#endif
#ifdef _CS_LFS64_LIBS
    {"CS_LFS64_LIBS", _CS_LFS64_LIBS},
#endif
#ifdef _CS_LFS64_LINTFLAGS
    {"CS_LFS64_LINTFLAGS", _CS_LFS64_LINTFLAGS},
#endif
#ifdef _CS_LFS_CFLAGS
    {"CS_LFS_CFLAGS", _CS_LFS_CFLAGS},
#endif
#ifdef _CS_LFS_LDFLAGS
    {"CS_LFS_LDFLAGS", _CS_LFS_LDFLAGS},
#endif
#ifdef _CS_LFS_LIBS
    {"CS_LFS_LIBS", _CS_LFS_LIBS},
#endif
#ifdef _CS_LFS_LINTFLAGS
    {"CS_LFS_LINTFLAGS", _CS_LFS_LINTFLAGS},
#endif
#ifdef _CS_PATH
    {"CS_PATH", _CS_PATH},
#endif
#ifdef _CS_XBS5_ILP32_OFF32_CFLAGS
    {"CS_XBS5_ILP32_OFF32_CFLAGS", _CS_XBS5_ILP32_OFF32_CFLAGS},
#endif
#ifdef _CS_XBS5_ILP32_OFF32_LDFLAGS
    {"CS_XBS5_ILP32_OFF32_LDFLAGS", _CS_XBS5_ILP32_OFF32_LDFLAGS},
#endif
#ifdef _CS_XBS5_ILP32_OFF32_LIBS
    {"CS_XBS5_ILP32_OFF32_LIBS", _CS_XBS5_ILP32_OFF32_LIBS},
#endif
#ifdef _CS_XBS5_ILP32_OFF32_LINTFLAGS
    {"CS_XBS5_ILP32_OFF32_LINTFLAGS", _CS_XBS5_ILP32_OFF32_LINTFLAGS},
#endif
#ifdef _CS_XBS5_ILP32_OFFBIG_CFLAGS
    {"CS_XBS5_ILP32_OFFBIG_CFLAGS", _CS_XBS5_ILP32_OFFBIG_CFLAGS},
#endif
#ifdef _CS_XBS5_ILP32_OFFBIG_LDFLAGS
    {"CS_XBS5_ILP32_OFFBIG_LDFLAGS", _CS_XBS5_ILP32_OFFBIG_LDFLAGS},
#endif
#ifdef _CS_XBS5_ILP32_OFFBIG_LIBS
    {"CS_XBS5_ILP32_OFFBIG_LIBS", _CS_XBS5_ILP32_OFFBIG_LIBS},
#endif
#ifdef _CS_XBS5_ILP32_OFFBIG_LINTFLAGS
    {"CS_XBS5_ILP32_OFFBIG_LINTFLAGS", _CS_XBS5_ILP32_OFFBIG_LINTFLAGS},
#endif
#ifdef _CS_XBS5_LP64_OFF64_CFLAGS
    {"CS_XBS5_LP64_OFF64_CFLAGS", _CS_XBS5_LP64_OFF64_CFLAGS},
#endif
#ifdef _CS_XBS5_LP64_OFF64_LDFLAGS
    {"CS_XBS5_LP64_OFF64_LDFLAGS", _CS_XBS5_LP64_OFF64_LDFLAGS},
#endif
#ifdef _CS_XBS5_LP64_OFF64_LIBS
    {"CS_XBS5_LP64_OFF64_LIBS", _CS_XBS5_LP64_OFF64_LIBS},
#endif
#ifdef _CS_XBS5_LP64_OFF64_LINTFLAGS
    {"CS_XBS5_LP64_OFF64_LINTFLAGS", _CS_XBS5_LP64_OFF64_LINTFLAGS},
#endif
#ifdef _CS_XBS5_LPBIG_OFFBIG_CFLAGS
    {"CS_XBS5_LPBIG_OFFBIG_CFLAGS", _CS_XBS5_LPBIG_OFFBIG_CFLAGS},
#endif
#ifdef _CS_XBS5_LPBIG_OFFBIG_LDFLAGS
    {"CS_XBS5_LPBIG_OFFBIG_LDFLAGS", _CS_XBS5_LPBIG_OFFBIG_LDFLAGS},
#endif
#ifdef _CS_XBS5_LPBIG_OFFBIG_LIBS
    {"CS_XBS5_LPBIG_OFFBIG_LIBS", _CS_XBS5_LPBIG_OFFBIG_LIBS},
#endif
#ifdef _CS_XBS5_LPBIG_OFFBIG_LINTFLAGS
    {"CS_XBS5_LPBIG_OFFBIG_LINTFLAGS", _CS_XBS5_LPBIG_OFFBIG_LINTFLAGS},
#endif
};
#define COUNT(x) (int)(sizeof(x) / sizeof *(x))

static KiDict *names_dict(KiState *ks, const Name *names, int n) {
    KiDict *d = ki_dict_new(ks);
    for (int i = 0; d && i < n; i++)
        if (!ki_dict_set_cstr(ks, d, names[i].name, ki_small_int(names[i].value))) {
            ki_decref_obj(ks, &d->h);
            return NULL;
        }
    return d;
}
/* A name of the table, or the number that it stands for. */
static bool name_arg(KiState *ks, KiValue v, const Name *names, int n, int *out) {
    if (ki_is_integer(v)) return ki_to_int(ks, v, out);
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "configuration names must be strings or integers");
        return false;
    }
    const char *u =
        ki_str_check_encodable(ks, ki_str_of(v)) ? ki_str_utf8(ks, ki_str_of(v), NULL) : NULL;
    for (int i = 0; u && i < n; i++)
        if (!strcmp(u, names[i].name)) {
            *out = names[i].value;
            return true;
        }
    if (u) ki_raise(ks, KI_EXC_ValueError, "unrecognized configuration name");
    return false;
}

static KiValue limit(KiState *ks, KiPath *p, int name) {
    errno = 0;
    long r = p->name ? pathconf(p->name, name) : fpathconf(p->fd, name);
    if (r == -1 && errno && errno != EINVAL) return ki_path_fail(ks, p);
    int err = r == -1 ? errno : 0; /* EINVAL: of the name, whatever the path */
    ki_path_done(ks, p);
    if (err) return ki_raise_errno(ks, err, KI_ABSENT);
    return ki_int_from_i64(ks, r);
}
static KiValue f_pathconf(KiState *ks, KiValue *a, int n) {
    KiPath p;
    int name;
    if (!ki_path_arg(ks, a[0], "pathconf", "path", KI_PATH_FD, &p)) return KI_ERR;
    if (!name_arg(ks, a[1], pathconf_names, COUNT(pathconf_names), &name)) {
        ki_path_done(ks, &p);
        return KI_ERR;
    }
    return limit(ks, &p, name);
}
static KiValue f_fpathconf(KiState *ks, KiValue *a, int n) {
    KiPath p = {.holder = KI_ABSENT, .given = KI_ABSENT};
    int name;
    if (!ki_fileno_arg(ks, a[0], &p.fd) ||
        !name_arg(ks, a[1], pathconf_names, COUNT(pathconf_names), &name))
        return KI_ERR;
    return limit(ks, &p, name);
}
static KiValue f_confstr(KiState *ks, KiValue *a, int n) {
    int name;
    char buf[4096];
    if (!name_arg(ks, a[0], confstr_names, COUNT(confstr_names), &name)) return KI_ERR;
    errno = 0;
    size_t len = confstr(name, buf, sizeof buf);
    if (len == 0) return errno ? ki_raise_errno(ks, errno, KI_ABSENT) : KI_NONE;
    return ki_fs_name(ks, buf, false);
}

static const char *const statvfs_fields[] = {"f_bsize",  "f_frsize",  "f_blocks", "f_bfree",
                                             "f_bavail", "f_files",   "f_ffree",  "f_favail",
                                             "f_flag",   "f_namemax", "f_fsid"};
enum { STATVFS_ITEMS = 10, STATVFS_FIELDS = 11 };

static KiValue statistics(KiState *ks, const struct statvfs *s) {
    uint64_t v[STATVFS_FIELDS] = {s->f_bsize,  s->f_frsize,  s->f_blocks, s->f_bfree,
                                  s->f_bavail, s->f_files,   s->f_ffree,  s->f_favail,
                                  s->f_flag,   s->f_namemax, s->f_fsid};
    KiValue values[STATVFS_FIELDS], type = ki_import_attr(ks, "posix", "statvfs_result");
    if (type == KI_ERR) return KI_ERR;
    for (int i = 0; i < STATVFS_FIELDS; i++)
        values[i] = ki_int_from_u64(ks, v[i]);
    KiValue r = ki_struct_seq_new(ks, (KiType *)ki_obj(type), statvfs_fields, values, STATVFS_ITEMS,
                                  STATVFS_FIELDS);
    ki_decref(ks, type);
    return r;
}
static KiValue f_statvfs(KiState *ks, KiValue *a, int n) {
    struct statvfs s;
    KiPath p;
    if (!ki_path_arg(ks, a[0], "statvfs", "path", KI_PATH_FD, &p)) return KI_ERR;
    if ((p.name ? statvfs(p.name, &s) : fstatvfs(p.fd, &s)) < 0) return ki_path_fail(ks, &p);
    ki_path_done(ks, &p);
    return statistics(ks, &s);
}
static KiValue f_fstatvfs(KiState *ks, KiValue *a, int n) {
    struct statvfs s;
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    return fstatvfs(fd, &s) < 0 ? ki_raise_errno(ks, errno, KI_ABSENT) : statistics(ks, &s);
}

/* --- extended attributes --- */

/* A file and the name of one of its attributes. */
typedef struct Attribute {
    KiPath file, name;
    bool follow;
} Attribute;

static bool file_arg(KiState *ks, KiValue path, KiValue follow, const char *function, int allowed,
                     Attribute *x) {
    int truth = ki_truth(ks, follow);
    x->follow = truth > 0;
    return truth >= 0 && ki_path_arg(ks, path, function, "path", allowed, &x->file) &&
           ki_path_check(ks, &x->file, function, AT_FDCWD, x->follow);
}
static bool attribute_arg(KiState *ks, KiValue path, KiValue name, KiValue follow,
                          const char *function, Attribute *x) {
    if (!file_arg(ks, path, follow, function, KI_PATH_FD, x)) return false;
    if (ki_path_arg(ks, name, function, "attribute", 0, &x->name)) return true;
    ki_path_done(ks, &x->file);
    return false;
}

static KiValue let_go(KiState *ks, Attribute *x) {
    ki_path_done(ks, &x->file);
    ki_path_done(ks, &x->name);
    return KI_ERR;
}

static KiValue f_getxattr(KiState *ks, KiValue *a, int n) {
    Attribute x;
    char buf[XATTR_SIZE_MAX];
    if (!attribute_arg(ks, a[0], a[1], a[2], "getxattr", &x)) return KI_ERR;
    if (!ki_audit(ks, "os.getxattr", "OO", x.file.given, x.name.given)) return let_go(ks, &x);
    const char *file = x.file.name, *name = x.name.name;
    ssize_t got = !file      ? fgetxattr(x.file.fd, name, buf, sizeof buf)
                  : x.follow ? getxattr(file, name, buf, sizeof buf)
                             : lgetxattr(file, name, buf, sizeof buf);
    ki_path_done(ks, &x.name);
    if (got < 0) return ki_path_fail(ks, &x.file);
    ki_path_done(ks, &x.file);
    return ki_bytes_from(ks, buf, (size_t)got);
}
static KiValue f_setxattr(KiState *ks, KiValue *a, int n) {
    Attribute x;
    KiBytesView b;
    int flags;
    if (!attribute_arg(ks, a[0], a[1], a[4], "setxattr", &x)) return KI_ERR;
    if (!ki_get_bytes(ks, a[2], false, &b)) return let_go(ks, &x);
    if (!ki_to_int(ks, a[3], &flags)) {
        ki_release_bytes(ks, &b);
        return let_go(ks, &x);
    }
    if (!ki_audit(ks, "os.setxattr", "OOOi", x.file.given, x.name.given, a[2], flags)) {
        ki_release_bytes(ks, &b);
        return let_go(ks, &x);
    }
    const char *file = x.file.name, *name = x.name.name;
    int r = !file      ? fsetxattr(x.file.fd, name, b.data, b.len, flags)
            : x.follow ? setxattr(file, name, b.data, b.len, flags)
                       : lsetxattr(file, name, b.data, b.len, flags);
    int err = errno;
    ki_release_bytes(ks, &b);
    errno = err;
    ki_path_done(ks, &x.name);
    return ki_path_result(ks, &x.file, r);
}
static KiValue f_removexattr(KiState *ks, KiValue *a, int n) {
    Attribute x;
    if (!attribute_arg(ks, a[0], a[1], a[2], "removexattr", &x)) return KI_ERR;
    if (!ki_audit(ks, "os.removexattr", "OO", x.file.given, x.name.given)) return let_go(ks, &x);
    const char *file = x.file.name, *name = x.name.name;
    int r = !file      ? fremovexattr(x.file.fd, name)
            : x.follow ? removexattr(file, name)
                       : lremovexattr(file, name);
    ki_path_done(ks, &x.name);
    return ki_path_result(ks, &x.file, r);
}
static KiValue f_listxattr(KiState *ks, KiValue *a, int n) {
    Attribute x;
    char buf[XATTR_LIST_MAX];
    if (!file_arg(ks, a[0], a[1], "listxattr", KI_PATH_FD | KI_PATH_NONE, &x)) return KI_ERR;
    if (!ki_audit(ks, "os.listxattr", "O", x.file.given)) {
        ki_path_done(ks, &x.file);
        return KI_ERR;
    }
    const char *file = x.file.name;
    ssize_t got = !file      ? flistxattr(x.file.fd, buf, sizeof buf)
                  : x.follow ? listxattr(file, buf, sizeof buf)
                             : llistxattr(file, buf, sizeof buf);
    if (got < 0) return ki_path_fail(ks, &x.file);
    ki_path_done(ks, &x.file);
    KiList *l = ki_list_new(ks, 0);
    for (ssize_t i = 0; l && i < got; i += (ssize_t)strlen(buf + i) + 1)
        if (!ki_list_push(ks, l, ki_fs_name(ks, buf + i, false))) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    return l ? ki_from_obj(l) : KI_ERR;
}

/* --- device numbers --- */

static bool device_arg(KiState *ks, KiValue v, dev_t *out) {
    uint64_t d;
    if (!ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_TypeError, "an integer is required");
        return false;
    }
    if (ki_int_sign(v) < 0) {
        ki_raise(ks, KI_EXC_OverflowError, "can't convert negative int to unsigned");
        return false;
    }
    if (!ki_int_to_u64(ks, v, &d)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_OverflowError, "int too big to convert");
        return false;
    }
    *out = (dev_t)d;
    return true;
}
static KiValue f_major(KiState *ks, KiValue *a, int n) {
    dev_t d;
    return device_arg(ks, a[0], &d) ? ki_small_int(major(d)) : KI_ERR;
}
static KiValue f_minor(KiState *ks, KiValue *a, int n) {
    dev_t d;
    return device_arg(ks, a[0], &d) ? ki_small_int(minor(d)) : KI_ERR;
}
static KiValue f_makedev(KiState *ks, KiValue *a, int n) {
    int x, y;
    if (!ki_to_int(ks, a[0], &x) || !ki_to_int(ks, a[1], &y)) return KI_ERR;
    return ki_int_from_i64(ks, (int64_t)makedev((unsigned)x, (unsigned)y));
}

bool ki_posix_limits_init(KiState *ks, KiModule *m) {
    KiDict *paths = names_dict(ks, pathconf_names, COUNT(pathconf_names));
    KiDict *texts = names_dict(ks, confstr_names, COUNT(confstr_names));
    KiType *statvfs_type = ki_struct_seq_type(ks, "os", "statvfs_result", statvfs_fields,
                                              STATVFS_ITEMS, STATVFS_FIELDS);
    bool ok = paths && texts && statvfs_type &&
              ki_module_add(ks, m, "statvfs_result", ki_new_ref(ki_from_obj(statvfs_type))) &&
              ki_module_add(ks, m, "pathconf_names", ki_new_ref(ki_from_obj(paths))) &&
              ki_module_add(ks, m, "confstr_names", ki_new_ref(ki_from_obj(texts)));
    if (statvfs_type) ki_decref_obj(ks, &statvfs_type->h);
    if (paths) ki_decref_obj(ks, &paths->h);
    if (texts) ki_decref_obj(ks, &texts->h);
    return ok;
}

const KiDef ki_posix_limits_functions[] = {
    {"statvfs", "(path)", f_statvfs, "Statistics of a file system.", 0},
    {"fstatvfs", "(fd, /)", f_fstatvfs, "Statistics of a file system.", 0},
    {"pathconf", "(path, name)", f_pathconf, "A limit of a file.", 0},
    {"fpathconf", "(fd, name, /)", f_fpathconf, "A limit of a file.", 0},
    {"confstr", "(name, /)", f_confstr, "A text of the system's configuration.", 0},
    {"getxattr", "(path, attribute, *, follow_symlinks=True)", f_getxattr,
     "The value of an extended attribute.", 0},
    {"setxattr", "(path, attribute, value, flags=0, *, follow_symlinks=True)", f_setxattr,
     "Set an extended attribute.", 0},
    {"removexattr", "(path, attribute, *, follow_symlinks=True)", f_removexattr,
     "Remove an extended attribute.", 0},
    {"listxattr", "(path=None, *, follow_symlinks=True)", f_listxattr,
     "The names of the extended attributes.", 0},
    {"major", "(device, /)", f_major, "Major number of a device.", 0},
    {"minor", "(device, /)", f_minor, "Minor number of a device.", 0},
    {"makedev", "(major, minor, /)", f_makedev, "A device number.", 0},
    KI_DEF_END};
