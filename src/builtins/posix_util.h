#ifndef KI_POSIX_UTIL_H
#define KI_POSIX_UTIL_H
/* Shared by mod_posix.c and its parts. */
#include "builtins.h"

/* A file name from the system as str (undecodable bytes as lone surrogates) or, with as_bytes,
 * bytes. */
KiValue ki_fs_name(KiState *ks, const char *s, bool as_bytes) KB_MUST_CHECK;
struct stat;
KiValue ki_stat_result(KiState *ks, const struct stat *st) KB_MUST_CHECK;
bool ki_posix_types_init(KiState *ks) KB_MUST_CHECK; /* stat_result, DirEntry, scandir iterator */
/* An fd argument: int, or an object with fileno(). */
bool ki_fd_arg(KiState *ks, KiValue v, int *fd) KB_MUST_CHECK;

extern const KiDef ki_posix_file_functions[];                       /* posix_file.c */
extern const KiDef ki_posix_process_functions[];                    /* posix_process.c */
extern const KiDef ki_posix_dir_functions[];                        /* posix_dir.c */
bool ki_posix_process_init(KiState *ks, KiModule *m) KB_MUST_CHECK; /* environ and constants */
#endif
