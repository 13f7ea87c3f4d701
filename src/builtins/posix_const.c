/* posix: constants, those that the system has. */
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include "posix_util.h"

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
#ifdef CLD_CONTINUED
    {"CLD_CONTINUED", (int64_t)CLD_CONTINUED},
#endif
#ifdef CLD_DUMPED
    {"CLD_DUMPED", (int64_t)CLD_DUMPED},
#endif
#ifdef CLD_EXITED
    {"CLD_EXITED", (int64_t)CLD_EXITED},
#endif
#ifdef CLD_KILLED
    {"CLD_KILLED", (int64_t)CLD_KILLED},
#endif
#ifdef CLD_STOPPED
    {"CLD_STOPPED", (int64_t)CLD_STOPPED},
#endif
#ifdef CLD_TRAPPED
    {"CLD_TRAPPED", (int64_t)CLD_TRAPPED},
#endif
#ifdef EFD_CLOEXEC
    {"EFD_CLOEXEC", (int64_t)EFD_CLOEXEC},
#endif
#ifdef EFD_NONBLOCK
    {"EFD_NONBLOCK", (int64_t)EFD_NONBLOCK},
#endif
#ifdef EFD_SEMAPHORE
    {"EFD_SEMAPHORE", (int64_t)EFD_SEMAPHORE},
#endif
#ifdef EX_CANTCREAT
    {"EX_CANTCREAT", (int64_t)EX_CANTCREAT},
#endif
#ifdef EX_NOHOST
    {"EX_NOHOST", (int64_t)EX_NOHOST},
#endif
#ifdef EX_NOUSER
    {"EX_NOUSER", (int64_t)EX_NOUSER},
#endif
#ifdef EX_OSFILE
    {"EX_OSFILE", (int64_t)EX_OSFILE},
#endif
#ifdef EX_PROTOCOL
    {"EX_PROTOCOL", (int64_t)EX_PROTOCOL},
#endif
#ifdef EX_TEMPFAIL
    {"EX_TEMPFAIL", (int64_t)EX_TEMPFAIL},
#endif
#ifdef EX_UNAVAILABLE
    {"EX_UNAVAILABLE", (int64_t)EX_UNAVAILABLE},
#endif
#ifdef F_LOCK
    {"F_LOCK", (int64_t)F_LOCK},
#endif
#ifdef F_TEST
    {"F_TEST", (int64_t)F_TEST},
#endif
#ifdef F_TLOCK
    {"F_TLOCK", (int64_t)F_TLOCK},
#endif
#ifdef F_ULOCK
    {"F_ULOCK", (int64_t)F_ULOCK},
#endif
#ifdef GRND_NONBLOCK
    {"GRND_NONBLOCK", (int64_t)GRND_NONBLOCK},
#endif
#ifdef GRND_RANDOM
    {"GRND_RANDOM", (int64_t)GRND_RANDOM},
#endif
#ifdef MFD_ALLOW_SEALING
    {"MFD_ALLOW_SEALING", (int64_t)MFD_ALLOW_SEALING},
#endif
#ifdef MFD_CLOEXEC
    {"MFD_CLOEXEC", (int64_t)MFD_CLOEXEC},
#endif
#ifdef MFD_HUGETLB
    {"MFD_HUGETLB", (int64_t)MFD_HUGETLB},
#endif
#ifdef MFD_HUGE_16GB
    {"MFD_HUGE_16GB", (int64_t)MFD_HUGE_16GB},
#endif
#ifdef MFD_HUGE_16MB
    {"MFD_HUGE_16MB", (int64_t)MFD_HUGE_16MB},
#endif
#ifdef MFD_HUGE_1GB
    {"MFD_HUGE_1GB", (int64_t)MFD_HUGE_1GB},
#endif
#ifdef MFD_HUGE_1MB
    {"MFD_HUGE_1MB", (int64_t)MFD_HUGE_1MB},
#endif
#ifdef MFD_HUGE_256MB
    {"MFD_HUGE_256MB", (int64_t)MFD_HUGE_256MB},
#endif
#ifdef MFD_HUGE_2GB
    {"MFD_HUGE_2GB", (int64_t)MFD_HUGE_2GB},
#endif
#ifdef MFD_HUGE_2MB
    {"MFD_HUGE_2MB", (int64_t)MFD_HUGE_2MB},
#endif
#ifdef MFD_HUGE_32MB
    {"MFD_HUGE_32MB", (int64_t)MFD_HUGE_32MB},
#endif
#ifdef MFD_HUGE_512KB
    {"MFD_HUGE_512KB", (int64_t)MFD_HUGE_512KB},
#endif
#ifdef MFD_HUGE_512MB
    {"MFD_HUGE_512MB", (int64_t)MFD_HUGE_512MB},
#endif
#ifdef MFD_HUGE_64KB
    {"MFD_HUGE_64KB", (int64_t)MFD_HUGE_64KB},
#endif
#ifdef MFD_HUGE_8MB
    {"MFD_HUGE_8MB", (int64_t)MFD_HUGE_8MB},
#endif
#ifdef MFD_HUGE_MASK
    {"MFD_HUGE_MASK", (int64_t)MFD_HUGE_MASK},
#endif
#ifdef MFD_HUGE_SHIFT
    {"MFD_HUGE_SHIFT", (int64_t)MFD_HUGE_SHIFT},
#endif
#ifdef NGROUPS_MAX
    {"NGROUPS_MAX", (int64_t)NGROUPS_MAX},
#endif
#ifdef O_ACCMODE
    {"O_ACCMODE", (int64_t)O_ACCMODE},
#endif
#ifdef O_ASYNC
    {"O_ASYNC", (int64_t)O_ASYNC},
#endif
#ifdef O_DIRECT
    {"O_DIRECT", (int64_t)O_DIRECT},
#endif
#ifdef O_FSYNC
    {"O_FSYNC", (int64_t)O_FSYNC},
#endif
#ifdef O_LARGEFILE
    {"O_LARGEFILE", (int64_t)O_LARGEFILE},
#endif
#ifdef O_NDELAY
    {"O_NDELAY", (int64_t)O_NDELAY},
#endif
#ifdef O_NOATIME
    {"O_NOATIME", (int64_t)O_NOATIME},
#endif
#ifdef O_PATH
    {"O_PATH", (int64_t)O_PATH},
#endif
#ifdef O_RSYNC
    {"O_RSYNC", (int64_t)O_RSYNC},
#endif
#ifdef O_TMPFILE
    {"O_TMPFILE", (int64_t)O_TMPFILE},
#endif
#ifdef POSIX_FADV_DONTNEED
    {"POSIX_FADV_DONTNEED", (int64_t)POSIX_FADV_DONTNEED},
#endif
#ifdef POSIX_FADV_NOREUSE
    {"POSIX_FADV_NOREUSE", (int64_t)POSIX_FADV_NOREUSE},
#endif
#ifdef POSIX_FADV_NORMAL
    {"POSIX_FADV_NORMAL", (int64_t)POSIX_FADV_NORMAL},
#endif
#ifdef POSIX_FADV_RANDOM
    {"POSIX_FADV_RANDOM", (int64_t)POSIX_FADV_RANDOM},
#endif
#ifdef POSIX_FADV_SEQUENTIAL
    {"POSIX_FADV_SEQUENTIAL", (int64_t)POSIX_FADV_SEQUENTIAL},
#endif
#ifdef POSIX_FADV_WILLNEED
    {"POSIX_FADV_WILLNEED", (int64_t)POSIX_FADV_WILLNEED},
#endif
#ifdef PRIO_PGRP
    {"PRIO_PGRP", (int64_t)PRIO_PGRP},
#endif
#ifdef PRIO_USER
    {"PRIO_USER", (int64_t)PRIO_USER},
#endif
#ifdef P_PGID
    {"P_PGID", (int64_t)P_PGID},
#endif
#ifdef P_PIDFD
    {"P_PIDFD", (int64_t)P_PIDFD},
#endif
#ifdef RTLD_DEEPBIND
    {"RTLD_DEEPBIND", (int64_t)RTLD_DEEPBIND},
#endif
#ifdef RTLD_GLOBAL
    {"RTLD_GLOBAL", (int64_t)RTLD_GLOBAL},
#endif
#ifdef RTLD_LAZY
    {"RTLD_LAZY", (int64_t)RTLD_LAZY},
#endif
#ifdef RTLD_LOCAL
    {"RTLD_LOCAL", (int64_t)RTLD_LOCAL},
#endif
#ifdef RTLD_NODELETE
    {"RTLD_NODELETE", (int64_t)RTLD_NODELETE},
#endif
#ifdef RTLD_NOLOAD
    {"RTLD_NOLOAD", (int64_t)RTLD_NOLOAD},
#endif
#ifdef RTLD_NOW
    {"RTLD_NOW", (int64_t)RTLD_NOW},
#endif
#ifdef RWF_APPEND
    {"RWF_APPEND", (int64_t)RWF_APPEND},
#endif
#ifdef RWF_DSYNC
    {"RWF_DSYNC", (int64_t)RWF_DSYNC},
#endif
#ifdef RWF_HIPRI
    {"RWF_HIPRI", (int64_t)RWF_HIPRI},
#endif
#ifdef RWF_NOWAIT
    {"RWF_NOWAIT", (int64_t)RWF_NOWAIT},
#endif
#ifdef RWF_SYNC
    {"RWF_SYNC", (int64_t)RWF_SYNC},
#endif
#ifdef SCHED_BATCH
    {"SCHED_BATCH", (int64_t)SCHED_BATCH},
#endif
#ifdef SCHED_FIFO
    {"SCHED_FIFO", (int64_t)SCHED_FIFO},
#endif
#ifdef SCHED_IDLE
    {"SCHED_IDLE", (int64_t)SCHED_IDLE},
#endif
#ifdef SCHED_OTHER
    {"SCHED_OTHER", (int64_t)SCHED_OTHER},
#endif
#ifdef SCHED_RESET_ON_FORK
    {"SCHED_RESET_ON_FORK", (int64_t)SCHED_RESET_ON_FORK},
#endif
#ifdef SCHED_RR
    {"SCHED_RR", (int64_t)SCHED_RR},
#endif
#ifdef SEEK_DATA
    {"SEEK_DATA", (int64_t)SEEK_DATA},
#endif
#ifdef SEEK_HOLE
    {"SEEK_HOLE", (int64_t)SEEK_HOLE},
#endif
#ifdef SPLICE_F_MORE
    {"SPLICE_F_MORE", (int64_t)SPLICE_F_MORE},
#endif
#ifdef SPLICE_F_MOVE
    {"SPLICE_F_MOVE", (int64_t)SPLICE_F_MOVE},
#endif
#ifdef SPLICE_F_NONBLOCK
    {"SPLICE_F_NONBLOCK", (int64_t)SPLICE_F_NONBLOCK},
#endif
#ifdef ST_APPEND
    {"ST_APPEND", (int64_t)ST_APPEND},
#endif
#ifdef ST_MANDLOCK
    {"ST_MANDLOCK", (int64_t)ST_MANDLOCK},
#endif
#ifdef ST_NOATIME
    {"ST_NOATIME", (int64_t)ST_NOATIME},
#endif
#ifdef ST_NODEV
    {"ST_NODEV", (int64_t)ST_NODEV},
#endif
#ifdef ST_NODIRATIME
    {"ST_NODIRATIME", (int64_t)ST_NODIRATIME},
#endif
#ifdef ST_NOEXEC
    {"ST_NOEXEC", (int64_t)ST_NOEXEC},
#endif
#ifdef ST_NOSUID
    {"ST_NOSUID", (int64_t)ST_NOSUID},
#endif
#ifdef ST_RDONLY
    {"ST_RDONLY", (int64_t)ST_RDONLY},
#endif
#ifdef ST_RELATIME
    {"ST_RELATIME", (int64_t)ST_RELATIME},
#endif
#ifdef ST_SYNCHRONOUS
    {"ST_SYNCHRONOUS", (int64_t)ST_SYNCHRONOUS},
#endif
#ifdef ST_WRITE
    {"ST_WRITE", (int64_t)ST_WRITE},
#endif
#ifdef TMP_MAX
    {"TMP_MAX", (int64_t)TMP_MAX},
#endif
#ifdef WCONTINUED
    {"WCONTINUED", (int64_t)WCONTINUED},
#endif
#ifdef WEXITED
    {"WEXITED", (int64_t)WEXITED},
#endif
#ifdef WNOWAIT
    {"WNOWAIT", (int64_t)WNOWAIT},
#endif
#ifdef WSTOPPED
    {"WSTOPPED", (int64_t)WSTOPPED},
#endif
#ifdef XATTR_CREATE
    {"XATTR_CREATE", (int64_t)XATTR_CREATE},
#endif
#ifdef XATTR_REPLACE
    {"XATTR_REPLACE", (int64_t)XATTR_REPLACE},
#endif
    /* enumerators */
    {"P_PGID", P_PGID},
    {"CLD_EXITED", CLD_EXITED},
    {"CLD_KILLED", CLD_KILLED},
    {"CLD_DUMPED", CLD_DUMPED},
    {"CLD_TRAPPED", CLD_TRAPPED},
    {"CLD_STOPPED", CLD_STOPPED},
    {"CLD_CONTINUED", CLD_CONTINUED},
    {"P_PIDFD", 3},
    {"POSIX_SPAWN_OPEN", 0},
    {"POSIX_SPAWN_CLOSE", 1},
    {"POSIX_SPAWN_DUP2", 2},
    {"XATTR_SIZE_MAX", 65536},
};

bool ki_posix_constants_init(KiState *ks, KiModule *m) {
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        KiValue v = ki_int_from_i64(ks, constants[i].value);
        if (v == KI_ERR || !ki_module_add(ks, m, constants[i].name, v)) return false;
    }
    return true;
}
