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

extern const KiDef ki_posix_file_functions[];                         /* posix_file.c */
extern const KiDef ki_posix_process_functions[];                      /* posix_process.c */
extern const KiDef ki_posix_dir_functions[];                          /* posix_dir.c */
extern const KiDef ki_posix_fork_functions[];                         /* posix_fork.c */
extern const KiDef ki_posix_ids_functions[];                          /* posix_ids.c */
extern const KiDef ki_posix_fd_functions[];                           /* posix_fd.c */
extern const KiDef ki_posix_descriptor_functions[];                   /* posix_descriptor.c */
extern const KiDef ki_posix_limits_functions[];                       /* posix_limits.c */
extern const KiDef ki_posix_spawn_functions[];                        /* posix_spawn.c */
bool ki_posix_terminal_init(KiState *ks, KiModule *m) KB_MUST_CHECK;  /* posix_descriptor.c */
bool ki_posix_limits_init(KiState *ks, KiModule *m) KB_MUST_CHECK;    /* posix_limits.c */
bool ki_posix_constants_init(KiState *ks, KiModule *m) KB_MUST_CHECK; /* posix_const.c */
/* A struct sequence of n fields; values consumed. */
KiValue ki_make_seq(KiState *ks, const char *module, const char *name, const char *const *fields,
                    KiValue *values, int n) KB_MUST_CHECK;
extern const char *const ki_waitid_fields[]; /* of waitid_result, posix_fork.c */
/* A new exception class `module.name`, owned. */
KiType *ki_make_exception(KiState *ks, const char *module, const char *name, KiType *base);
/* False, with "WHAT must be a sequence" pending, if v is none. */
bool ki_posix_sequence(KiState *ks, KiValue v, const char *what) KB_MUST_CHECK; /* posix_ids.c */
struct sched_param;
bool ki_add_sched_param(KiState *ks, KiModule *m) KB_MUST_CHECK; /* posix_ids.c */
bool ki_sched_param_arg(KiState *ks, KiValue v,
                        struct sched_param *p) KB_MUST_CHECK; /* posix_ids.c */
struct rusage;
KiValue ki_rusage(KiState *ks, const struct rusage *u) KB_MUST_CHECK; /* mod_resource.c */
bool ki_posix_process_init(KiState *ks, KiModule *m) KB_MUST_CHECK;   /* environ and constants */
#endif
