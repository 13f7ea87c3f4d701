/* What help says of struct sequences and their fields. */
#include <string.h>

#include "builtins.h"

static const struct {
    const char *type, *field; /* no field: the type itself */
    const char *doc;
} rows[] = {
    {"stat_result", "",
     "What os.stat() tells of a file: ten items, of which the times are whole seconds, and more as "
     "attributes."},
    {"stat_result", "st_mode", "kind of file and permissions"},
    {"stat_result", "st_ino", "number of the inode"},
    {"stat_result", "st_dev", "device that holds the file"},
    {"stat_result", "st_nlink", "number of hard links"},
    {"stat_result", "st_uid", "owner's user ID"},
    {"stat_result", "st_gid", "owner's group ID"},
    {"stat_result", "st_size", "size in bytes"},
    {"stat_result", "st_atime", "when it was last read, in seconds"},
    {"stat_result", "st_mtime", "when its content last changed, in seconds"},
    {"stat_result", "st_ctime", "when its inode last changed, in seconds"},
    {"stat_result", "st_atime_ns", "when it was last read, in nanoseconds"},
    {"stat_result", "st_mtime_ns", "when its content last changed, in nanoseconds"},
    {"stat_result", "st_ctime_ns", "when its inode last changed, in nanoseconds"},
    {"stat_result", "st_blksize", "size of block that suits reading and writing"},
    {"stat_result", "st_blocks", "number of blocks of 512 bytes it takes"},
    {"stat_result", "st_rdev", "device that the file stands for"},
    {"waitid_result", "", "What os.waitid() tells of a child process."},
    {"asyncgen_hooks", "", "What sys.get_asyncgen_hooks() tells: the functions of an event loop."},
    {"statvfs_result", "", "What os.statvfs() tells of a file system."},
    {"sched_param", "", "The parameter of a scheduling policy."},
    {"sched_param", "sched_priority", "the priority"},
    {"terminal_size", "", "The size of a terminal window: (columns, lines)."},
    {"terminal_size", "columns", "width in characters"},
    {"terminal_size", "lines", "height in characters"},
    {"times_result", "", "What os.times() tells: processor times and elapsed time, in seconds."},
    {"times_result", "user", "time in the program"},
    {"times_result", "system", "time in the system for the program"},
    {"times_result", "children_user", "time in its children"},
    {"times_result", "children_system", "time in the system for its children"},
    {"times_result", "elapsed", "time since some fixed point"},
    {"uname_result", "", "What os.uname() tells of the system."},
    {"uname_result", "sysname", "name of the operating system"},
    {"uname_result", "nodename", "name of the machine on its network"},
    {"uname_result", "release", "release of the operating system"},
    {"uname_result", "version", "version of the operating system"},
    {"uname_result", "machine", "kind of hardware"},
    {"struct_time", "", "A time broken down into nine items, and its zone as attributes."},
    {"struct_time", "tm_year", "year, as 1993"},
    {"struct_time", "tm_mon", "month, 1 to 12"},
    {"struct_time", "tm_mday", "day of the month, 1 to 31"},
    {"struct_time", "tm_hour", "hour, 0 to 23"},
    {"struct_time", "tm_min", "minute, 0 to 59"},
    {"struct_time", "tm_sec", "second, 0 to 61"},
    {"struct_time", "tm_wday", "day of the week, 0 to 6 from Monday on"},
    {"struct_time", "tm_yday", "day of the year, 1 to 366"},
    {"struct_time", "tm_isdst", "1 in summer time, 0 outside, -1 where that is unknown"},
    {"struct_time", "tm_zone", "short name of the zone"},
    {"struct_time", "tm_gmtoff", "seconds east of UTC"},
    {"_ExceptHookArgs", "", "What threading.excepthook() is told."},
    {"_ExceptHookArgs", "exc_type", "class of the exception"},
    {"_ExceptHookArgs", "exc_value", "the exception"},
    {"_ExceptHookArgs", "exc_traceback", "its traceback"},
    {"_ExceptHookArgs", "thread", "thread that it ended"},
};

const char *ki_struct_seq_doc(const char *type, const char *field) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].field, field) && !strcmp(rows[i].type, type)) return rows[i].doc;
    return NULL;
}
