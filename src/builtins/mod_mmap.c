/* The module mmap: files and anonymous memory as a mutable sequence of bytes. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../object/audit.h"
#include "builtins.h"
#include "posix_util.h"

enum { ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY };

typedef struct Mmap {
    KiObj h;
    uint8_t *data; /* NULL: closed */
    size_t size, pos;
    int64_t offset;
    int fd, access;
    uint32_t exports;
} Mmap;

static Mmap *map_of(KiValue v) {
    return (Mmap *)ki_obj(v);
}
static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}
static bool check(KiState *ks, Mmap *m) {
    if (m->data) return true;
    ki_raise(ks, KI_EXC_ValueError, "mmap closed or invalid");
    return false;
}
static bool check_writable(KiState *ks, Mmap *m) {
    if (!check(ks, m)) return false;
    if (m->access != ACCESS_READ) return true;
    ki_raise(ks, KI_EXC_TypeError, "mmap can't modify a readonly memory map.");
    return false;
}
static bool check_resizable(KiState *ks, Mmap *m) {
    if (!m->exports) return true;
    ki_raise(ks, KI_EXC_BufferError, "cannot close exported pointers exist");
    return false;
}

static KiValue map_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"fileno", "length", "flags", "prot", "access", "offset"};
    KiValue v[6];
    int fd, flags = MAP_SHARED, prot = PROT_READ | PROT_WRITE, access = ACCESS_DEFAULT;
    int64_t length, offset = 0;
    if (!ki_bind_args(ks, "mmap", names, 6, 2, 6, args, nargs, kwnames, v) ||
        !ki_to_int(ks, v[0], &fd) || !ki_index_i64(ks, v[1], &length) ||
        (v[2] != KI_ABSENT && !ki_to_int(ks, v[2], &flags)) ||
        (v[3] != KI_ABSENT && !ki_to_int(ks, v[3], &prot)) ||
        (v[4] != KI_ABSENT && !ki_to_int(ks, v[4], &access)) ||
        (v[5] != KI_ABSENT && !ki_index_i64(ks, v[5], &offset)))
        return KI_ERR;
    if (length < 0)
        return ki_raise(ks, KI_EXC_OverflowError, "memory mapped length must be positive");
    if (offset < 0)
        return ki_raise(ks, KI_EXC_OverflowError, "memory mapped offset must be positive");
    if (!ki_audit(ks, "mmap.__new__", "ilil", fd, length, access, offset)) return KI_ERR;
    if (access != ACCESS_DEFAULT && (v[2] != KI_ABSENT || v[3] != KI_ABSENT))
        return ki_raise(ks, KI_EXC_ValueError, "mmap can't specify both access and flags, prot.");
    switch (access) {
    case ACCESS_READ:
        prot = PROT_READ;
        break;
    case ACCESS_WRITE:
        break;
    case ACCESS_COPY:
        flags = MAP_PRIVATE;
        break;
    case ACCESS_DEFAULT:
        if (!(prot & PROT_READ) || !(prot & PROT_WRITE))
            access = prot & PROT_WRITE ? ACCESS_WRITE : ACCESS_READ;
        break;
    default:
        return ki_raise(ks, KI_EXC_ValueError, "mmap invalid access parameter.");
    }
    struct stat st;
    if (fd != -1) {
        if (fstat(fd, &st) < 0) return fail(ks);
        if (S_ISREG(st.st_mode)) {
            if (length == 0) {
                if (st.st_size == 0)
                    return ki_raise(ks, KI_EXC_ValueError, "cannot mmap an empty file");
                if (offset >= st.st_size)
                    return ki_raise(ks, KI_EXC_ValueError, "mmap offset is greater than file size");
                length = st.st_size - offset;
            } else if (offset > st.st_size || st.st_size - offset < length) {
                return ki_raise(ks, KI_EXC_ValueError, "mmap length is greater than file size");
            }
        }
        fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
        if (fd < 0) return fail(ks);
    } else {
        flags |= MAP_ANONYMOUS;
    }
    Mmap *m = (Mmap *)ki_instance_alloc(ks, cls);
    if (!m) {
        if (fd >= 0) close(fd);
        return KI_ERR;
    }
    m->fd = fd;
    void *p = mmap(NULL, (size_t)length, prot, flags, fd, offset);
    if (p == MAP_FAILED) {
        fail(ks);
        ki_decref_obj(ks, &m->h);
        return KI_ERR;
    }
    m->data = p;
    m->size = (size_t)length;
    m->offset = offset;
    m->access = access;
    return ki_from_obj(m);
}

static void map_dealloc(KiState *ks, KiObj *o) {
    Mmap *m = (Mmap *)o;
    if (m->data) munmap(m->data, m->size);
    if (m->fd >= 0) close(m->fd);
    m->data = NULL;
    m->fd = -1;
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    if (!check_resizable(ks, map_of(a[0]))) return KI_ERR;
    map_dealloc(ks, ki_obj(a[0]));
    return KI_NONE;
}
static KiValue m_enter(KiState *ks, KiValue *a, int n) {
    return check(ks, map_of(a[0])) ? ki_new_ref(a[0]) : KI_ERR;
}
static KiValue m_exit(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return m_close(ks, args, 1);
}

/* --- as a file --- */

static KiValue take(KiState *ks, Mmap *m, size_t n) {
    KiValue r = ki_bytes_from(ks, m->data + m->pos, n);
    if (r != KI_ERR) m->pos += n;
    return r;
}
static KiValue m_read(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int64_t want = -1;
    if (!check(ks, m) || (!ki_is_none(a[1]) && !ki_index_i64(ks, a[1], &want))) return KI_ERR;
    size_t left = m->pos < m->size ? m->size - m->pos : 0;
    return take(ks, m, want < 0 || (size_t)want > left ? left : (size_t)want);
}
static KiValue m_readline(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    if (!check(ks, m)) return KI_ERR;
    size_t left = m->pos < m->size ? m->size - m->pos : 0;
    uint8_t *end = left ? memchr(m->data + m->pos, '\n', left) : NULL;
    return take(ks, m, end ? (size_t)(end - (m->data + m->pos)) + 1 : left);
}
static KiValue m_read_byte(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    if (!check(ks, m)) return KI_ERR;
    if (m->pos >= m->size) return ki_raise(ks, KI_EXC_ValueError, "read byte out of range");
    return ki_small_int(m->data[m->pos++]);
}
static KiValue m_write(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    KiBytesView v;
    if (!check_writable(ks, m) || !ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    size_t len = v.len;
    bool fits = m->pos <= m->size && len <= m->size - m->pos;
    if (fits) {
        memmove(m->data + m->pos, v.data, len);
        m->pos += len;
    }
    ki_release_bytes(ks, &v);
    return fits ? ki_int_from_u64(ks, len) : ki_raise(ks, KI_EXC_ValueError, "data out of range");
}
static KiValue m_write_byte(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int b;
    if (!ki_to_int(ks, a[1], &b) || !check_writable(ks, m)) return KI_ERR;
    if (m->pos >= m->size) return ki_raise(ks, KI_EXC_ValueError, "write byte out of range");
    m->data[m->pos++] = (uint8_t)b;
    return KI_NONE;
}
static KiValue m_seek(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int64_t at;
    int whence;
    if (!check(ks, m) || !ki_index_i64(ks, a[1], &at) || !ki_to_int(ks, a[2], &whence))
        return KI_ERR;
    if (whence < 0 || whence > 2) return ki_raise(ks, KI_EXC_ValueError, "unknown seek type");
    at += whence == 1 ? (int64_t)m->pos : whence == 2 ? (int64_t)m->size : 0;
    if (at < 0 || (size_t)at > m->size) return ki_raise(ks, KI_EXC_ValueError, "seek out of range");
    m->pos = (size_t)at;
    return KI_NONE;
}
static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    return check(ks, map_of(a[0])) ? ki_int_from_u64(ks, map_of(a[0])->pos) : KI_ERR;
}
static KiValue m_size(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    struct stat st;
    if (!check(ks, m)) return KI_ERR;
    if (m->fd < 0) return ki_int_from_u64(ks, m->size);
    return fstat(m->fd, &st) < 0 ? fail(ks) : ki_int_from_i64(ks, st.st_size);
}
static KiValue find(KiState *ks, KiValue *a, bool last) {
    Mmap *m = map_of(a[0]);
    KiBytesView v;
    int64_t start = (int64_t)m->pos, end = (int64_t)m->size, found = -1;
    if (!check(ks, m) || (a[2] != KI_ABSENT && !ki_index_i64(ks, a[2], &start)) ||
        (a[3] != KI_ABSENT && !ki_index_i64(ks, a[3], &end)) || !ki_get_bytes(ks, a[1], false, &v))
        return KI_ERR;
    if (start < 0 && (start += (int64_t)m->size) < 0) start = 0;
    if (end < 0 && (end += (int64_t)m->size) < 0) end = 0;
    if (end > (int64_t)m->size) end = (int64_t)m->size;
    int64_t len = (int64_t)v.len;
    if (!last && start + len <= end) {
        uint8_t *p =
            len ? memmem(m->data + start, (size_t)(end - start), v.data, v.len) : m->data + start;
        found = p ? p - m->data : -1;
    }
    for (int64_t i = end - len; last && i >= start && found < 0; i--)
        if (!memcmp(m->data + i, v.data, v.len)) found = i;
    ki_release_bytes(ks, &v);
    return ki_int_from_i64(ks, found);
}
static KiValue m_find(KiState *ks, KiValue *a, int n) {
    return find(ks, a, false);
}
static KiValue m_rfind(KiState *ks, KiValue *a, int n) {
    return find(ks, a, true);
}
static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int64_t offset = 0, size = -1;
    if (!check(ks, m) || !ki_index_i64(ks, a[1], &offset) ||
        (a[2] != KI_ABSENT && !ki_index_i64(ks, a[2], &size)))
        return KI_ERR;
    if (size < 0) size = (int64_t)m->size - offset;
    if (offset < 0 || offset + size > (int64_t)m->size)
        return ki_raise(ks, KI_EXC_ValueError, "flush values out of range");
    if (m->access == ACCESS_READ || m->access == ACCESS_COPY) return KI_NONE;
    return msync(m->data + offset, (size_t)size, MS_SYNC) < 0 ? fail(ks) : KI_NONE;
}
static KiValue m_move(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int64_t to, from, count;
    if (!check_writable(ks, m) || !ki_index_i64(ks, a[1], &to) || !ki_index_i64(ks, a[2], &from) ||
        !ki_index_i64(ks, a[3], &count))
        return KI_ERR;
    int64_t size = (int64_t)m->size;
    if (to < 0 || from < 0 || count < 0 || size - to < count || size - from < count)
        return ki_raise(ks, KI_EXC_ValueError, "source, destination, or count out of range");
    memmove(m->data + to, m->data + from, (size_t)count);
    return KI_NONE;
}
static KiValue m_resize(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int64_t size;
    if (!check(ks, m) || !ki_index_i64(ks, a[1], &size)) return KI_ERR;
    if (m->exports)
        return ki_raise(ks, KI_EXC_BufferError, "mmap can't resize with extant pointers exported.");
    if (m->access != ACCESS_WRITE && m->access != ACCESS_DEFAULT)
        return ki_raise(ks, KI_EXC_TypeError,
                        "mmap can't resize a readonly or copy-on-write memory map.");
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "new size out of range");
    if (m->fd >= 0 && ftruncate(m->fd, m->offset + size) < 0) return fail(ks);
    void *p = mremap(m->data, m->size, (size_t)size, MREMAP_MAYMOVE);
    if (p == MAP_FAILED) return fail(ks);
    m->data = p;
    m->size = (size_t)size;
    return KI_NONE;
}
static KiValue m_madvise(KiState *ks, KiValue *a, int n) {
    Mmap *m = map_of(a[0]);
    int option;
    int64_t start = 0, length = (int64_t)m->size;
    if (!check(ks, m) || !ki_to_int(ks, a[1], &option) ||
        (a[2] != KI_ABSENT && !ki_index_i64(ks, a[2], &start)) ||
        (a[3] != KI_ABSENT && !ki_index_i64(ks, a[3], &length)))
        return KI_ERR;
    if (start < 0 || start >= (int64_t)m->size)
        return ki_raise(ks, KI_EXC_ValueError, "madvise start out of bounds");
    if (length < 0) return ki_raise(ks, KI_EXC_ValueError, "madvise length invalid");
    if (length > INT64_MAX - start)
        return ki_raise(ks, KI_EXC_OverflowError, "madvise length too large");
    if (length > (int64_t)m->size - start) length = (int64_t)m->size - start;
    return madvise(m->data + start, (size_t)length, option) < 0 ? fail(ks) : KI_NONE;
}

/* --- as a sequence --- */

static int64_t map_len(KiState *ks, KiValue v) {
    return check(ks, map_of(v)) ? (int64_t)map_of(v)->size : -1;
}
/* A memoryview does what is not a single byte. */
static KiValue view_of(KiState *ks, KiValue v) {
    return ki_call1(ks, ki_from_obj(ks->types[KI_K_MEMORYVIEW]), v);
}
static int index_arg(KiState *ks, Mmap *m, KiValue key, int64_t *i) {
    if (!ki_is_integer(key)) return 0;
    if (!ki_index_i64(ks, key, i)) return -1;
    if (*i < 0) *i += (int64_t)m->size;
    if (*i >= 0 && *i < (int64_t)m->size) return 1;
    ki_raise(ks, KI_EXC_IndexError, "mmap index out of range");
    return -1;
}
static KiValue map_getitem(KiState *ks, KiValue self, KiValue key) {
    Mmap *m = map_of(self);
    int64_t i;
    if (!check(ks, m)) return KI_ERR;
    int r = index_arg(ks, m, key, &i);
    if (r) return r < 0 ? KI_ERR : ki_small_int(m->data[i]);
    KiValue view = view_of(ks, self);
    KiValue part = view == KI_ERR ? KI_ERR : ki_getitem(ks, view, key);
    KiValue b = part == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, part, "tobytes", NULL, 0);
    ki_decref(ks, part);
    ki_decref(ks, view);
    return b;
}
static bool map_setitem(KiState *ks, KiValue self, KiValue key, KiValue v) {
    Mmap *m = map_of(self);
    int64_t i;
    int b;
    if (!check_writable(ks, m)) return false;
    if (v == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "mmap object doesn't support item deletion");
        return false;
    }
    int r = index_arg(ks, m, key, &i);
    if (r < 0) return false;
    if (r) {
        if (!ki_is_integer(v)) {
            ki_raise(ks, KI_EXC_TypeError, "mmap item value must be an int");
            return false;
        }
        if (!ki_to_int(ks, v, &b)) return false;
        if (b < 0 || b > 255) {
            ki_raise(ks, KI_EXC_ValueError, "mmap item value must be in range(0, 256)");
            return false;
        }
        m->data[i] = (uint8_t)b;
        return true;
    }
    KiValue view = view_of(ks, self);
    bool ok = view != KI_ERR && ki_setitem(ks, view, key, v);
    if (!ok && ki_pending_is(ks, KI_EXC_ValueError)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_IndexError, "mmap slice assignment is wrong size");
    }
    ki_decref(ks, view);
    return ok;
}
static bool map_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) {
    Mmap *m = map_of(v);
    if (!check(ks, m)) return false;
    out->data = m->data;
    out->len = (int64_t)m->size;
    out->itemsize = 1;
    out->ndim = 1;
    out->readonly = m->access == ACCESS_READ;
    if (writable && out->readonly) {
        ki_raise(ks, KI_EXC_BufferError, "Object is not writable.");
        return false;
    }
    m->exports++;
    return true;
}
static void map_release_buffer(KiState *ks, KiValue v, KiBuffer *b) {
    map_of(v)->exports--;
}
static KiValue map_repr(KiState *ks, KiValue v) {
    static const char *const access[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE",
                                         "ACCESS_COPY"};
    Mmap *m = map_of(v);
    const char *name = ki_type_name(ks, v);
    if (!m->data) return ki_str_format(ks, "<%s closed=True>", name);
    return ki_str_format(ks, "<%s closed=False, access=%s, length=%zu, pos=%zu, offset=%lld>", name,
                         access[m->access], m->size, m->pos, (long long)m->offset);
}
static KiValue g_closed(KiState *ks, KiValue self, void *closure) {
    return ki_bool(map_of(self)->data == NULL);
}

bool ki_mod_mmap_init(KiState *ks, KiModule *m) {
    static const KiDef methods[] = {
        {"close", "(self, /)", m_close, "Close the map.", 0},
        {"find", "(self, sub, start=<absent>, end=<absent>, /)", m_find, "Where sub is, or -1.",
         KI_DEF_UNSIGNED},
        {"rfind", "(self, sub, start=<absent>, end=<absent>, /)", m_rfind,
         "Where sub is last, or -1.", KI_DEF_UNSIGNED},
        {"flush", "(self, offset=0, size=<absent>, /)", m_flush, "Write changes to the file.",
         KI_DEF_UNSIGNED},
        {"madvise", "(self, option, start=<absent>, length=<absent>, /)", m_madvise,
         "Advise the kernel.", KI_DEF_UNSIGNED},
        {"move", "(self, dest, src, count, /)", m_move, "Copy bytes within the map.",
         KI_DEF_UNSIGNED},
        {"read", "(self, n=None, /)", m_read, "Read bytes.", KI_DEF_UNSIGNED},
        {"read_byte", "(self, /)", m_read_byte, "Read a byte as int.", KI_DEF_UNSIGNED},
        {"readline", "(self, /)", m_readline, "Read a line.", KI_DEF_UNSIGNED},
        {"resize", "(self, newsize, /)", m_resize, "Resize the map and the file.", KI_DEF_UNSIGNED},
        {"seek", "(self, pos, whence=0, /)", m_seek, "Set the position.", 0},
        {"size", "(self, /)", m_size, "The size of the file.", KI_DEF_UNSIGNED},
        {"tell", "(self, /)", m_tell, "The position.", 0},
        {"write", "(self, bytes, /)", m_write, "Write bytes.", KI_DEF_UNSIGNED},
        {"write_byte", "(self, byte, /)", m_write_byte, "Write an int as a byte.", KI_DEF_UNSIGNED},
        {"__enter__", "(self, /)", m_enter, NULL, 0},
        {"__exit__", "(...)", (void *)m_exit, NULL, 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"closed", g_closed, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiSlots slots = {.dealloc = map_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .new_ = map_new,
                                  .repr = map_repr,
                                  .len = map_len,
                                  .getitem = map_getitem,
                                  .setitem = map_setitem,
                                  .get_buffer = map_get_buffer,
                                  .release_buffer = map_release_buffer};
    static const KiTypeDef def = {"mmap",
                                  "mmap",
                                  "A memory-mapped file, or anonymous memory (fileno -1).",
                                  sizeof(Mmap),
                                  KI_TF_BASETYPE | KI_TF_HAS_WEAKREF,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    static const struct {
        const char *name;
        int value;
    } numbers[] = {{"PROT_READ", PROT_READ},           {"PROT_WRITE", PROT_WRITE},
                   {"PROT_EXEC", PROT_EXEC},           {"MAP_SHARED", MAP_SHARED},
                   {"MAP_PRIVATE", MAP_PRIVATE},       {"MAP_ANON", MAP_ANONYMOUS},
                   {"MAP_ANONYMOUS", MAP_ANONYMOUS},   {"MAP_POPULATE", MAP_POPULATE},
                   {"MAP_DENYWRITE", MAP_DENYWRITE},   {"MAP_EXECUTABLE", MAP_EXECUTABLE},
                   {"MAP_STACK", MAP_STACK},           {"ACCESS_DEFAULT", ACCESS_DEFAULT},
                   {"ACCESS_READ", ACCESS_READ},       {"ACCESS_WRITE", ACCESS_WRITE},
                   {"ACCESS_COPY", ACCESS_COPY},       {"MADV_NORMAL", MADV_NORMAL},
                   {"MADV_RANDOM", MADV_RANDOM},       {"MADV_SEQUENTIAL", MADV_SEQUENTIAL},
                   {"MADV_WILLNEED", MADV_WILLNEED},   {"MADV_DONTNEED", MADV_DONTNEED},
                   {"MADV_HUGEPAGE", MADV_HUGEPAGE},   {"MADV_NOHUGEPAGE", MADV_NOHUGEPAGE},
                   {"MADV_DODUMP", MADV_DODUMP},       {"MADV_DONTDUMP", MADV_DONTDUMP},
                   {"MADV_DOFORK", MADV_DOFORK},       {"MADV_DONTFORK", MADV_DONTFORK},
                   {"MADV_FREE", MADV_FREE},           {"MADV_HWPOISON", MADV_HWPOISON},
                   {"MADV_MERGEABLE", MADV_MERGEABLE}, {"MADV_UNMERGEABLE", MADV_UNMERGEABLE},
                   {"MADV_REMOVE", MADV_REMOVE}};
    long page = sysconf(_SC_PAGESIZE);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    return t && ki_module_add(ks, m, "mmap", ki_from_obj(t)) &&
           ki_module_add(ks, m, "PAGESIZE", ki_small_int(page)) &&
           ki_module_add(ks, m, "ALLOCATIONGRANULARITY", ki_small_int(page)) &&
           ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_OSError])));
}
