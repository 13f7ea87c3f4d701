/* Tensors in memory that processes share: a file of a memory file system, mapped. A child made by
 * fork sees the same mapping. Each process that holds the memory has its own name for the file, one
 * more name goes with each message (_share_link) and becomes the receiver's (_share_open), so the
 * file lives as long as a holder or a message does, whoever ends first.
 *
 * The descriptor lies in the storage's owner word; release() unmaps, closes, and removes the name
 * if it is this process's: names end in "-PID-NUMBER". */
#include "torch_share.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t mapped_size(size_t nbytes) {
    return nbytes ? nbytes : 1;
}

/* A child made by fork has its parent's descriptors, but must not remove the parent's names. */
static void remove_own_name(int fd) {
    char self[40], path[256], mark[24];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(self, path, sizeof path - 1);
    if (n <= 0) return;
    path[n] = 0;
    snprintf(mark, sizeof mark, "-%d-", (int)getpid());
    char *last = strrchr(path, '-');
    size_t len = strlen(mark);
    if (last && last - path + 1 > (ssize_t)len && !memcmp(last + 1 - len, mark, len)) unlink(path);
}

static void release_shared(void *owner, void *data, size_t nbytes) {
    int fd = (int)(intptr_t)owner;
    munmap(data, mapped_size(nbytes));
    remove_own_name(fd);
    close(fd);
}

static int shared_fd(const KtTensor *t) {
    const KtStorage *s = t->storage ? kt_memory_of(t->storage) : NULL;
    return s && s->place == KT_PLACE_FOREIGN && s->release == release_shared
               ? (int)(intptr_t)s->owner
               : -1;
}

static KiValue os_error(KiState *ks, const char *what, const char *path) {
    return ki_raise(ks, KI_EXC_RuntimeError, "%s <%s>: %s (%d)", what, path, strerror(errno),
                    errno);
}

static bool total_bytes(KiState *ks, int dtype, int n, const int64_t *sizes, size_t *nbytes) {
    *nbytes = kt_dtype_size(dtype);
    for (int i = 0; i < n; i++)
        if (sizes[i] < 0 || __builtin_mul_overflow(*nbytes, (size_t)sizes[i], nbytes)) {
            ki_raise(ks, KI_EXC_RuntimeError, "shared memory of that size cannot be made");
            return false;
        }
    return true;
}

/* Maps fd, which is taken over, as a tensor. */
static KiValue map_tensor(Ta *a, int fd, const char *path, int dtype, int n, const int64_t *sizes,
                          size_t nbytes) {
    void *data = mmap(NULL, mapped_size(nbytes), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        os_error(a->ks, "unable to mmap shared memory object", path);
        remove_own_name(fd);
        close(fd);
        return KI_ERR;
    }
    return ta_ret(a, kt_from_foreign(a->ctx, dtype, n, sizes, NULL, data, (void *)(intptr_t)fd,
                                     release_shared));
}

/* _share_new(path, dtype, size): zeros in a new file */
TA_FN(f_share_new) {
    TA_BIND("_share_new", 3, 3, "path", "dtype", "size");
    const char *path = ta_str(&a, 0, "");
    int dtype = ta_dtype(&a, 1), n = 0;
    int64_t sizes[KT_MAX_DIMS];
    size_t nbytes;
    ta_sizes(&a, 2, sizes, &n);
    if (a.failed || !total_bytes(ks, dtype, n, sizes, &nbytes)) return KI_ERR;
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) return os_error(ks, "unable to open shared memory object", path);
    if (posix_fallocate(fd, 0, (off_t)mapped_size(nbytes))) {
        errno = ENOSPC;
        os_error(ks, "unable to allocate shared memory object", path);
        remove_own_name(fd);
        close(fd);
        return KI_ERR;
    }
    return map_tensor(&a, fd, path, dtype, n, sizes, nbytes);
}

/* _share_link(tensor, path): gives the tensor's file one more name */
TA_FN(f_share_link) {
    TA_BIND("_share_link", 2, 2, "tensor", "path");
    KtTensor *t = ta_tensor(&a, 0);
    const char *path = ta_str(&a, 1, "");
    if (a.failed) return KI_ERR;
    int fd = shared_fd(t);
    if (fd < 0) return ki_raise(ks, KI_EXC_RuntimeError, "the tensor is not in shared memory");
    char self[40];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    if (linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW))
        return os_error(ks, "unable to name shared memory object", path);
    return KI_NONE;
}

/* _share_open(path, own, dtype, size): the named file as a flat tensor; own becomes its name */
TA_FN(f_share_open) {
    TA_BIND("_share_open", 4, 4, "path", "own", "dtype", "size");
    const char *path = ta_str(&a, 0, ""), *own = ta_str(&a, 1, "");
    int dtype = ta_dtype(&a, 2), n = 0;
    int64_t sizes[KT_MAX_DIMS];
    size_t nbytes;
    ta_sizes(&a, 3, sizes, &n);
    if (a.failed || !total_bytes(ks, dtype, n, sizes, &nbytes)) return KI_ERR;
    if (rename(path, own)) return os_error(ks, "unable to open shared memory object", path);
    int fd = open(own, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return os_error(ks, "unable to open shared memory object", path);
    struct stat st;
    if (fstat(fd, &st) || (size_t)st.st_size < mapped_size(nbytes)) {
        remove_own_name(fd);
        close(fd);
        return ki_raise(ks, KI_EXC_RuntimeError, "shared memory object <%s> is too small", path);
    }
    return map_tensor(&a, fd, path, dtype, n, sizes, nbytes);
}

TA_FN(m_is_shared) {
    TA_BIND("is_shared", 1, 1, "self");
    KtTensor *t = ta_tensor(&a, 0);
    return a.failed ? KI_ERR : ki_bool(shared_fd(t) >= 0);
}

static const TfRow rows[] = {
    {"_share_new/f", f_share_new},
    {"_share_link/fz", f_share_link},
    {"_share_open/f", f_share_open},
    {"is_shared/mz", m_is_shared},
};

bool tf_init_share(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
