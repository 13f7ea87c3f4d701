#ifndef KI_POSIX_PATH_H
#define KI_POSIX_PATH_H
/* Arguments of posix functions that name a file: a path, or a descriptor in its place, relative to
 * the directory of another descriptor; and the numbers of users, groups and descriptors. */
#include "../object/audit.h"
#include "posix_util.h"

enum { KI_PATH_FD = 1, KI_PATH_NONE = 2 }; /* what else than a path is allowed */

typedef struct KiPath {
    const char *name; /* as the system takes it; NULL: fd is given */
    int fd;
    bool is_bytes;  /* names that come of it are bytes */
    KiValue given;  /* the argument, for errors; KI_ABSENT for None. Borrowed */
    KiValue holder; /* keeps name */
} KiPath;

/* Messages speak of `function`() and its `argument`. To be released with ki_path_done. */
bool ki_path_arg(KiState *ks, KiValue v, const char *function, const char *argument, int allowed,
                 KiPath *out) KB_MUST_CHECK;
void ki_path_done(KiState *ks, KiPath *p);
/* OSError of errno with the path, after releasing it. */
KiValue ki_path_fail(KiState *ks, KiPath *p);
/* None, or that error if r < 0. */
KiValue ki_path_result(KiState *ks, KiPath *p, int64_t r) KB_MUST_CHECK;

/* A dir_fd argument; None is AT_FDCWD. */
bool ki_dir_fd_arg(KiState *ks, KiValue v, int *fd) KB_MUST_CHECK;
/* ValueError if a descriptor in place of a path meets dir_fd or follow_symlinks=False. */
bool ki_path_check(KiState *ks, const KiPath *p, const char *function, int dir_fd,
                   bool follow) KB_MUST_CHECK;
/* A uid or gid argument (`what`): -1 is the largest, "leave as it is". */
bool ki_id_arg(KiState *ks, KiValue v, const char *what, uint32_t *id) KB_MUST_CHECK;
/* A descriptor given as int or by an object with fileno(); not negative. */
bool ki_fileno_arg(KiState *ks, KiValue v, int *fd) KB_MUST_CHECK;
#endif
