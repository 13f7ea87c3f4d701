/* posix: directories, stat_result, and names from the system. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../object/containers.h"
#include "mod_io.h"
#include "posix_path.h"

KiValue ki_fs_name(KiState *ks, const char *s, bool as_bytes) {
    size_t n = strlen(s);
    if (as_bytes) return ki_bytes_from(ks, s, n);
    bool ascii = true;
    for (size_t i = 0; i < n && ascii; i++)
        ascii = (unsigned char)s[i] < 128;
    if (ascii) return ki_str_from_ascii(ks, s, n);
    KiValue b = ki_bytes_from(ks, s, n);
    KiValue a[2] = {ki_str_from_cstr(ks, "utf-8"), ki_str_from_cstr(ks, "surrogateescape")};
    KiValue r = b == KI_ERR || a[0] == KI_ERR || a[1] == KI_ERR
                    ? KI_ERR
                    : ki_call_method_cstr(ks, b, "decode", a, 2);
    ki_decref(ks, b);
    ki_decref(ks, a[0]);
    ki_decref(ks, a[1]);
    return r;
}

/* --- stat_result --- */

static const char *const stat_fields[] = {
    "st_mode",     "st_ino",      "st_dev",     "st_nlink",  "st_uid",   "st_gid",   "st_size",
    "st_atime",    "st_mtime",    "st_ctime",   "st_atime",  "st_mtime", "st_ctime", "st_atime_ns",
    "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"};
enum { STAT_ITEMS = 10, STAT_FIELDS = 19 };

static KiValue float_time(struct timespec t) {
    return ki_float((double)t.tv_sec + 1e-9 * (double)t.tv_nsec);
}
static KiValue ns_time(KiState *ks, struct timespec t) {
    return ki_int_from_i64(ks, (int64_t)t.tv_sec * 1000000000 + t.tv_nsec);
}

KiValue ki_stat_result(KiState *ks, const struct stat *st) {
    KiValue v[STAT_FIELDS] = {ki_small_int(st->st_mode),
                              ki_int_from_u64(ks, st->st_ino),
                              ki_int_from_u64(ks, st->st_dev),
                              ki_int_from_u64(ks, st->st_nlink),
                              ki_small_int(st->st_uid),
                              ki_small_int(st->st_gid),
                              ki_int_from_i64(ks, st->st_size),
                              ki_int_from_i64(ks, st->st_atim.tv_sec),
                              ki_int_from_i64(ks, st->st_mtim.tv_sec),
                              ki_int_from_i64(ks, st->st_ctim.tv_sec),
                              float_time(st->st_atim),
                              float_time(st->st_mtim),
                              float_time(st->st_ctim),
                              ns_time(ks, st->st_atim),
                              ns_time(ks, st->st_mtim),
                              ns_time(ks, st->st_ctim),
                              ki_int_from_i64(ks, st->st_blksize),
                              ki_int_from_i64(ks, st->st_blocks),
                              ki_int_from_u64(ks, st->st_rdev)};
    return ki_struct_seq_new(ks, ks->bi->stat_result, stat_fields, v, STAT_ITEMS, STAT_FIELDS);
}

/* --- listdir --- */

/* Opens the directory an argument names (None: the current one), which *p then holds. */
static DIR *open_dir(KiState *ks, KiValue path, const char *function, const char *event,
                     KiPath *p) {
    if (!ki_path_arg(ks, path, function, "path", KI_PATH_FD | KI_PATH_NONE, p)) return NULL;
    if (!ki_audit(ks, event, "O", path)) {
        ki_path_done(ks, p);
        return NULL;
    }
    /* reading closes the descriptor, so it is that of a duplicate */
    int fd = p->name ? -1 : fcntl(p->fd, F_DUPFD_CLOEXEC, 0);
    DIR *d = p->name ? opendir(p->name) : fd < 0 ? NULL : fdopendir(fd);
    if (d) return d;
    int err = errno;
    if (fd >= 0) close(fd);
    errno = err;
    if (!p->name) p->given = KI_ABSENT; /* its errors do not name a descriptor */
    (void)ki_path_fail(ks, p);
    return NULL;
}
static void close_dir(DIR *d) {
    rewinddir(d); /* a descriptor that the caller gave can be read again */
    closedir(d);
}

static bool is_dots(const char *s) {
    return s[0] == '.' && (!s[1] || (s[1] == '.' && !s[2]));
}

static KiValue f_listdir(KiState *ks, KiValue *a, int n) {
    KiPath p;
    DIR *d = open_dir(ks, a[0], "listdir", "os.listdir", &p);
    if (!d) return KI_ERR;
    KiList *l = ki_list_new(ks, 0);
    struct dirent *e;
    while (l && (e = readdir(d)) != NULL)
        if (!is_dots(e->d_name) && !ki_list_push(ks, l, ki_fs_name(ks, e->d_name, p.is_bytes))) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
    close_dir(d);
    ki_path_done(ks, &p);
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue getcwd_value(KiState *ks, bool as_bytes) {
    char buf[PATH_MAX];
    return getcwd(buf, sizeof buf) ? ki_fs_name(ks, buf, as_bytes)
                                   : ki_raise_errno(ks, errno, KI_ABSENT);
}
static KiValue f_getcwd(KiState *ks, KiValue *a, int n) {
    return getcwd_value(ks, false);
}
static KiValue f_getcwdb(KiState *ks, KiValue *a, int n) {
    return getcwd_value(ks, true);
}

/* --- scandir --- */

typedef struct DirEntry {
    KiObj h;
    KiValue name, path;
    unsigned char type; /* DT_* */
    int dir_fd;         /* path is relative to it */
    uint64_t inode;
} DirEntry;
typedef struct ScanIter {
    KiObj h;
    DIR *dir;
    KiValue path; /* of the directory as str or bytes; None: the current one, or a descriptor */
    int fd;       /* of the directory, if it was given by that; -1 */
} ScanIter;

static DirEntry *entry_of(KiValue v) {
    return (DirEntry *)ki_obj(v);
}

static void entry_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((DirEntry *)o)->name, KI_ABSENT);
    ki_assign(ks, &((DirEntry *)o)->path, KI_ABSENT);
}
static KiValue entry_repr(KiState *ks, KiValue self) {
    KiValue r = ki_repr(ks, entry_of(self)->name), out = KI_ERR;
    const char *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
    if (u) out = ki_str_format(ks, "<DirEntry %s>", u);
    ki_decref(ks, r);
    return out;
}
/* 0, or errno; -1: an exception is pending. */
static int entry_status(KiState *ks, DirEntry *e, bool follow, struct stat *st) {
    KiValue holder;
    const char *p = ki_arg_path(ks, e->path, NULL, &holder);
    if (!p) return -1;
    int err = fstatat(e->dir_fd, p, st, follow ? 0 : AT_SYMLINK_NOFOLLOW) < 0 ? errno : 0;
    ki_decref(ks, holder);
    return err;
}
/* 1, 0, -1; a name that has vanished is not of any type. */
static int entry_mode_is(KiState *ks, DirEntry *e, bool follow, mode_t type, unsigned char dt) {
    struct stat st;
    if (e->type != DT_UNKNOWN && (e->type != DT_LNK || !follow)) return e->type == dt;
    int err = entry_status(ks, e, follow, &st);
    if (err == 0) return (st.st_mode & S_IFMT) == type;
    if (err == ENOENT) return 0;
    if (err > 0) ki_raise_errno(ks, err, e->path);
    return -1;
}
static KiValue entry_is(KiState *ks, KiValue *a, mode_t type, unsigned char dt) {
    int follow = ki_truth(ks, a[1]);
    int r = follow < 0 ? -1 : entry_mode_is(ks, entry_of(a[0]), follow, type, dt);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue e_is_dir(KiState *ks, KiValue *a, int n) {
    return entry_is(ks, a, S_IFDIR, DT_DIR);
}
static KiValue e_is_file(KiState *ks, KiValue *a, int n) {
    return entry_is(ks, a, S_IFREG, DT_REG);
}
static KiValue e_is_symlink(KiState *ks, KiValue *a, int n) {
    int r = entry_mode_is(ks, entry_of(a[0]), false, S_IFLNK, DT_LNK);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue e_stat(KiState *ks, KiValue *a, int n) {
    struct stat st;
    int follow = ki_truth(ks, a[1]);
    int err = follow < 0 ? -1 : entry_status(ks, entry_of(a[0]), follow, &st);
    if (err == 0) return ki_stat_result(ks, &st);
    return err < 0 ? KI_ERR : ki_raise_errno(ks, err, entry_of(a[0])->path);
}
static KiValue e_inode(KiState *ks, KiValue *a, int n) {
    return ki_int_from_u64(ks, entry_of(a[0])->inode);
}
static KiValue e_fspath(KiState *ks, KiValue *a, int n) {
    return ki_new_ref(entry_of(a[0])->path);
}
static KiValue e_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(entry_of(self)->name);
}
static KiValue g_path(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(entry_of(self)->path);
}

static KiValue join(KiState *ks, KiValue dir, KiValue name) {
    KiValue f = ki_import_attr(ks, "posixpath", "join");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call2(ks, f, dir, name);
    ki_decref(ks, f);
    return r;
}

static void scan_close(ScanIter *it) {
    if (it->dir) close_dir(it->dir);
    it->dir = NULL;
}
static KiValue entry_path(KiState *ks, ScanIter *it, KiValue name, const char *text) {
    if (it->fd >= 0) return ki_new_ref(name);
    return ki_is_none(it->path) ? ki_str_format(ks, "./%s", text) : join(ks, it->path, name);
}
static KiValue scan_next(KiState *ks, KiValue self) {
    ScanIter *it = (ScanIter *)ki_obj(self);
    struct dirent *e = NULL;
    while (it->dir && (e = readdir(it->dir)) != NULL && is_dots(e->d_name)) {
    }
    if (!e) {
        scan_close(it);
        return KI_ABSENT;
    }
    DirEntry *d = (DirEntry *)ki_instance_alloc(ks, ks->bi->dir_entry);
    if (!d) return KI_ERR;
    d->type = e->d_type;
    d->inode = e->d_ino;
    d->dir_fd = it->fd >= 0 ? it->fd : AT_FDCWD;
    d->path = KI_ABSENT;
    d->name = ki_fs_name(ks, e->d_name, ki_has_layout(it->path, KI_K_BYTES));
    if (d->name == KI_ERR)
        d->name = KI_ABSENT;
    else
        d->path = entry_path(ks, it, d->name, e->d_name);
    if (d->path != KI_ERR && d->path != KI_ABSENT) return ki_from_obj(d);
    d->path = KI_ABSENT;
    ki_decref_obj(ks, &d->h);
    return KI_ERR;
}
static void scan_dealloc(KiState *ks, KiObj *o) {
    ScanIter *it = (ScanIter *)o;
    scan_close(it);
    ki_assign(ks, &it->path, KI_ABSENT);
}
/* What is left unread when the iterator goes is told, as with files. */
static bool scan_del(KiState *ks, KiValue self) {
    if (((ScanIter *)ki_obj(self))->dir) ki_io_resource_warning(ks, self, "scandir iterator");
    return true;
}
static KiValue scan_iter(KiState *ks, KiValue self) {
    return ki_new_ref(self);
}
static KiValue s_enter(KiState *ks, KiValue *a, int n) {
    return ki_new_ref(a[0]);
}
static KiValue s_close(KiState *ks, KiValue *a, int n) {
    scan_close((ScanIter *)ki_obj(a[0]));
    return KI_NONE;
}
static KiValue s_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return s_close(ks, args, 1);
}

static KiValue f_scandir(KiState *ks, KiValue *a, int n) {
    KiPath p;
    DIR *d = open_dir(ks, a[0], "scandir", "os.scandir", &p);
    if (!d) return KI_ERR;
    ScanIter *it = (ScanIter *)ki_instance_alloc(ks, ks->bi->scandir_iter);
    if (!it) {
        close_dir(d);
        ki_path_done(ks, &p);
        return KI_ERR;
    }
    it->dir = d;
    it->fd = p.name ? -1 : p.fd;
    it->path = p.given == KI_ABSENT || ki_is_integer(p.given) ? KI_NONE
               : p.is_bytes                                   ? ki_new_ref(p.holder)
                                                              : ki_fspath(ks, a[0]);
    ki_path_done(ks, &p);
    if (it->path != KI_ERR) return ki_from_obj(it);
    it->path = KI_ABSENT;
    ki_decref_obj(ks, &it->h);
    return KI_ERR;
}

bool ki_posix_types_init(KiState *ks) {
    static const KiDef entry_methods[] = {
        {"is_dir", "(self, /, *, follow_symlinks=True)", e_is_dir,
         "True if the entry is a directory.", KI_DEF_WITH_CLASS},
        {"is_file", "(self, /, *, follow_symlinks=True)", e_is_file, "True if the entry is a file.",
         KI_DEF_WITH_CLASS},
        {"is_symlink", "(self, /)", e_is_symlink, "True if the entry is a symbolic link.",
         KI_DEF_WITH_CLASS},
        {"stat", "(self, /, *, follow_symlinks=True)", e_stat, "Status of the entry.",
         KI_DEF_WITH_CLASS},
        {"inode", "(self, /)", e_inode, "Inode of the entry.", 0},
        {"__fspath__", "(self, /)", e_fspath, "The path of the entry.", 0},
        {"__class_getitem__", "(cls, item, /)", e_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef entry_getsets[] = {
        {"name", g_name, NULL, "Name of the entry in its folder.", NULL},
        {"path", g_path, NULL, "Path of the entry, by way of the folder that was listed.", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiDef scan_methods[] = {{"__enter__", "(self, /)", s_enter, NULL, 0},
                                         {"__exit__", "(...)", (void *)s_exit, NULL, 0},
                                         {"close", "(self, /)", s_close, NULL, 0},
                                         KI_DEF_END};
    static const KiSlots entry_slots = {.dealloc = entry_dealloc, .repr = entry_repr};
    static const KiSlots scan_slots = {
        .dealloc = scan_dealloc, .del = scan_del, .iter = scan_iter, .next = scan_next};
    static const KiTypeDef entry = {"DirEntry",         "posix",     NULL,         sizeof(DirEntry),
                                    KI_TF_DISALLOW_NEW, KI_K_OPAQUE, &entry_slots, entry_methods,
                                    entry_getsets};
    static const KiTypeDef scan = {
        "ScandirIterator", "posix",      NULL, sizeof(ScanIter), KI_TF_DISALLOW_NEW, KI_K_OPAQUE,
        &scan_slots,       scan_methods, NULL};
    KiBuiltins *bi = ks->bi;
    KiType *object = ks->types[KI_K_OBJECT];
    return (bi->stat_result ||
            (bi->stat_result = ki_struct_seq_type(ks, "os", "stat_result", stat_fields, STAT_ITEMS,
                                                  STAT_FIELDS))) &&
           (bi->dir_entry || (bi->dir_entry = ki_native_type(ks, &entry, object))) &&
           (bi->scandir_iter || (bi->scandir_iter = ki_native_type(ks, &scan, object)));
}

const KiDef ki_posix_dir_functions[] = {
    {"listdir", "(path=None)", f_listdir, "List of the names in a directory.", 0},
    {"scandir", "(path=None)", f_scandir, "Iterator of DirEntry objects for a directory.", 0},
    {"getcwd", "()", f_getcwd, "The current working directory.", 0},
    {"getcwdb", "()", f_getcwdb, "The current working directory as bytes.", 0},
    KI_DEF_END};
