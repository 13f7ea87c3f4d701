/* The module sys: constants and information about the interpreter. Its functions are in sys_func.c.
 */
#include <float.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys_func.h"

#define VERSION "3.11.2"
#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "GCC " __VERSION__
#endif

static bool add(KiState *ks, const char *name, KiValue v) {
    bool ok = v != KI_ERR && ki_dict_set_cstr(ks, ks->sys_dict, name, v);
    ki_decref(ks, v);
    return ok;
}
static bool add_text(KiState *ks, const char *name, const char *text) {
    return add(ks, name, ki_str_from_cstr(ks, text));
}

/* A struct sequence of a type used only here; scripts cannot make others of the first two types. */
static bool add_seq(KiState *ks, const char *name, const char *const *fields, int n,
                    KiValue *values) {
    KiType *t = ki_struct_seq_type(ks, "sys", name, fields, n, n);
    KiValue v = t ? ki_struct_seq_new(ks, t, fields, values, n, n) : KI_ERR;
    bool single = !strcmp(name, "version_info") || !strcmp(name, "flags");
    if (v != KI_ERR && single && !ki_struct_seq_forbid_new(ks, t)) {
        ki_decref(ks, v);
        v = KI_ERR;
    }
    if (t) ki_decref_obj(ks, &t->h);
    return add(ks, name, v);
}

static KiValue int_of(int64_t n) {
    return ki_small_int(n);
}

static bool add_version(KiState *ks) {
    static const char *const fields[] = {"major", "minor", "micro", "releaselevel", "serial"};
    KiValue v[] = {int_of(3), int_of(11), int_of(2), ki_str_from_cstr(ks, "final"), int_of(0)};
    return add_seq(ks, "version_info", fields, 5, v) && add(ks, "hexversion", int_of(0x030B02F0)) &&
           add(ks, "api_version", int_of(1013)) &&
           add_text(ks, "version", VERSION " (Kukri 0.1.0) [" COMPILER "]") &&
           add_text(ks, "copyright", "Copyright (c) the Kukri developers.\nAll Rights Reserved.");
}

static bool add_flags(KiState *ks) {
    static const char *const fields[] = {"debug",
                                         "inspect",
                                         "interactive",
                                         "optimize",
                                         "dont_write_bytecode",
                                         "no_user_site",
                                         "no_site",
                                         "ignore_environment",
                                         "verbose",
                                         "bytes_warning",
                                         "quiet",
                                         "hash_randomization",
                                         "isolated",
                                         "dev_mode",
                                         "utf8_mode",
                                         "warn_default_encoding",
                                         "safe_path",
                                         "int_max_str_digits"};
    const KiConfig *c = &ks->config;
    KiValue v[] = {int_of(0),
                   int_of(c->inspect),
                   int_of(c->interactive),
                   int_of(c->optimize),
                   int_of(c->dont_write_bytecode),
                   int_of(c->isolated || c->no_user_site),
                   int_of(c->no_site),
                   int_of(c->ignore_environment),
                   int_of(c->verbose),
                   int_of(c->bytes_warning),
                   int_of(c->quiet),
                   int_of(!(c->hash_seed_set && c->hash_seed == 0)),
                   int_of(c->isolated),
                   ki_bool(c->dev_mode),
                   int_of(c->utf8_mode),
                   int_of(c->warn_default_encoding),
                   ki_bool(c->isolated || c->safe_path),
                   int_of(c->int_max_str_digits == 4300 ? -1 : c->int_max_str_digits)};
    return add_seq(ks, "flags", fields, 18, v);
}

static bool add_number_info(KiState *ks) {
    static const char *const f[] = {"max",     "max_exp",    "max_10_exp", "min",
                                    "min_exp", "min_10_exp", "dig",        "mant_dig",
                                    "epsilon", "radix",      "rounds"};
    KiValue fv[] = {ki_float(DBL_MAX),
                    int_of(DBL_MAX_EXP),
                    int_of(DBL_MAX_10_EXP),
                    ki_float(DBL_MIN),
                    int_of(DBL_MIN_EXP),
                    int_of(DBL_MIN_10_EXP),
                    int_of(DBL_DIG),
                    int_of(DBL_MANT_DIG),
                    ki_float(DBL_EPSILON),
                    int_of(2),
                    int_of(1)};
    static const char *const i[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                    "str_digits_check_threshold"};
    KiValue iv[] = {int_of(30), int_of(4), int_of(4300), int_of(640)};
    static const char *const h[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                    "algorithm", "hash_bits", "seed_bits", "cutoff"};
    KiValue hv[] = {
        int_of(64),      ki_int_from_i64(ks, (INT64_C(1) << 61) - 1), int_of(314159), int_of(0),
        int_of(1000003), ki_str_from_cstr(ks, "siphash13"),           int_of(64),     int_of(128),
        int_of(0)};
    static const char *const t[] = {"name", "lock", "version"};
    KiValue tv[] = {ki_str_from_cstr(ks, "pthread"), ki_str_from_cstr(ks, "semaphore"), KI_NONE};
    return add_seq(ks, "float_info", f, 11, fv) && add_seq(ks, "int_info", i, 4, iv) &&
           add_seq(ks, "hash_info", h, 9, hv) && add_seq(ks, "thread_info", t, 3, tv) &&
           add(ks, "maxsize", ki_int_from_i64(ks, INT64_MAX)) &&
           add(ks, "maxunicode", int_of(0x10FFFF)) && add_text(ks, "float_repr_style", "short") &&
           add_text(ks, "byteorder", "little");
}

/* Debian's name of the platform; it is part of the names of files that CPython is configured by. */
#if defined(__GLIBC__) && defined(__x86_64__)
#define KI_MULTIARCH "x86_64-linux-gnu"
#elif defined(__GLIBC__) && defined(__aarch64__)
#define KI_MULTIARCH "aarch64-linux-gnu"
#else
#define KI_MULTIARCH ""
#endif

/* sys.implementation: a SimpleNamespace. */
static bool add_implementation(KiState *ks) {
    KiObj *ns = ki_instance_alloc(ks, ks->types[KI_K_NAMESPACE]);
    KiValue v = ns ? ki_from_obj(ns) : KI_ERR, name = ki_str_from_cstr(ks, "kukri"),
            tag = ki_str_from_cstr(ks, "kukri-311"), arch = ki_str_from_cstr(ks, KI_MULTIARCH);
    bool ok =
        ns && name != KI_ERR && tag != KI_ERR && ki_setattr_cstr(ks, v, "name", name) &&
        ki_setattr_cstr(ks, v, "cache_tag", tag) &&
        ki_setattr_cstr(ks, v, "version", ki_dict_get_cstr(ks, ks->sys_dict, "version_info")) &&
        ki_setattr_cstr(ks, v, "hexversion", int_of(0x030B02F0)) && arch != KI_ERR &&
        ki_setattr_cstr(ks, v, "_multiarch", arch);
    ki_decref(ks, name);
    ki_decref(ks, tag);
    ki_decref(ks, arch);
    return add(ks, "implementation", ok ? ki_new_ref(v) : KI_ERR) && (ki_decref(ks, v), true);
}

static bool add_paths(KiState *ks) {
    KiList *argv = ki_list_new(ks, 1), *path = ki_list_new(ks, 0), *warn = ki_list_new(ks, 0),
           *orig = ki_list_new(ks, 0);
    KiDict *xopt = ki_dict_new(ks);
    if (!argv || !path || !warn || !orig || !xopt || !ki_list_append(ks, argv, ks->empty_str))
        return false;
    return add(ks, "argv", ki_from_obj(argv)) && add(ks, "orig_argv", ki_from_obj(orig)) &&
           add(ks, "path", ki_from_obj(path)) && add(ks, "warnoptions", ki_from_obj(warn)) &&
           add(ks, "_xoptions", ki_from_obj(xopt)) && add_text(ks, "executable", "") &&
           add_text(ks, "_base_executable", "") && add_text(ks, "prefix", "/usr") &&
           add_text(ks, "exec_prefix", "/usr") && add_text(ks, "base_prefix", "/usr") &&
           add_text(ks, "base_exec_prefix", "/usr") && add_text(ks, "platlibdir", "lib") &&
           add_text(ks, "pycache_prefix", "") && add(ks, "pycache_prefix", KI_NONE);
}

static bool add_platform(KiState *ks) {
#if defined(__linux__)
    const char *platform = "linux";
#elif defined(__APPLE__)
    const char *platform = "darwin";
#else
    const char *platform = "unknown";
#endif
    return add_text(ks, "platform", platform) &&
           add(ks, "builtin_module_names", ki_native_module_names(ks)) &&
           add(ks, "dont_write_bytecode", ki_bool(ks->config.dont_write_bytecode)) &&
           add_text(ks, "abiflags", "");
}

/* The modules of Python 3.11's library, on any platform. */
static const char stdlib_names[] =
    "__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 "
    "_codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw "
    "_collections _collections_abc _compat_pickle _compression _contextvars _crypt _csv "
    "_ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib "
    "_frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale "
    "_lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator "
    "_osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _pydecimal _pyio "
    "_queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket "
    "_sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _symtable _thread "
    "_threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref "
    "_weakrefset _winapi _zoneinfo abc aifc antigravity argparse array ast asynchat asyncio "
    "asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi "
    "cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent "
    "configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses "
    "datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum "
    "errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc "
    "genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http "
    "idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword "
    "lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap "
    "modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path "
    "numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes "
    "pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd "
    "py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib "
    "resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal "
    "site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants "
    "sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys "
    "sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading "
    "time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle "
    "turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref "
    "webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib "
    "zoneinfo ";

static bool add_stdlib_names(KiState *ks) {
    KiSet *all = ki_set_new(ks, true);
    bool ok = all != NULL;
    for (const char *s = stdlib_names; ok && *s;) {
        size_t n = strcspn(s, " ");
        KiValue name = ki_str_from_utf8(ks, s, n);
        ok = name != KI_ERR && ki_set_add(ks, all, name);
        if (name != KI_ERR) ki_decref(ks, name);
        s += n + 1;
    }
    if (ok) return add(ks, "stdlib_module_names", ki_from_obj(all));
    if (all) ki_decref_obj(ks, (KiObj *)all);
    return false;
}

/* Where scripts put finders of their own; the built-in order needs none. */
static bool add_import_hooks(KiState *ks) {
    KiList *meta = ki_list_new(ks, 0), *hooks = ki_list_new(ks, 0);
    KiDict *cache = ki_dict_new(ks);
    return meta && hooks && cache && add(ks, "meta_path", ki_from_obj(meta)) &&
           add(ks, "path_hooks", ki_from_obj(hooks)) &&
           add(ks, "path_importer_cache", ki_from_obj(cache));
}

bool ki_init_sys(KiState *ks) {
    KiModule *m = ki_module_new(ks, "sys");
    if (!m) return false;
    ks->sys_dict = ki_dict_of(ki_new_ref(ki_from_obj(m->dict)));
    bool ok = ki_dict_set_cstr(ks, ks->modules, "sys", ki_from_obj(m)) &&
              ki_dict_set_cstr(ks, ks->sys_dict, "modules", ki_from_obj(ks->modules)) &&
              ki_module_add_functions(ks, m, ki_sys_functions);
    ki_decref_obj(ks, &m->h);
    if (!ok || !add_version(ks) || !add_flags(ks) || !add_number_info(ks) ||
        !add_implementation(ks) || !add_paths(ks) || !add_platform(ks) || !add_stdlib_names(ks) ||
        !add_import_hooks(ks))
        return false;
    static const char *const hooks[] = {"displayhook", "excepthook", "unraisablehook",
                                        "breakpointhook"};
    for (int i = 0; i < 4; i++) {
        char dunder[32];
        snprintf(dunder, sizeof dunder, "__%s__", hooks[i]);
        if (!ki_dict_set_cstr(ks, ks->sys_dict, dunder,
                              ki_dict_get_cstr(ks, ks->sys_dict, hooks[i])))
            return false;
    }
    return ks->config.no_site || ks->config.isolated ||
           ki_dict_set_late(ks, ks->sys_dict, "__interactivehook__");
}
