/* Parsing of the command line, with CPython's options, messages and exit status. */
#include "options.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage_line[] = "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

static const char usage_text[] =
    "Options (and corresponding environment variables):\n"
    "-b     : issue warnings about str(bytes_instance) and comparisons of bytes with str;\n"
    "         -bb: raise errors\n"
    "-B     : accepted: no .pyc files are written; also PYTHONDONTWRITEBYTECODE=x\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-E     : ignore PYTHON* environment variables\n"
    "-h     : print this help message and exit (also -? or --help)\n"
    "-i     : inspect interactively after running script; also PYTHONINSPECT=x\n"
    "-I     : isolate from the user's environment (implies -E and -s)\n"
    "-m mod : run library module as a script (terminates option list)\n"
    "-O     : remove assert and __debug__ statements; also PYTHONOPTIMIZE=x\n"
    "-OO    : do -O changes and also discard docstrings\n"
    "-P     : don't prepend a potentially unsafe path to sys.path\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE\n"
    "-S     : don't add exit(), help() and the like\n"
    "-u     : force the stdout and stderr streams to be unbuffered; also PYTHONUNBUFFERED=x\n"
    "-v     : verbose (trace import statements); also PYTHONVERBOSE=x\n"
    "-V     : print the version number and exit (also --version); -VV: more\n"
    "-W arg : warning control; arg is action:message:category:module:lineno\n"
    "         also PYTHONWARNINGS=arg\n"
    "-x     : skip first line of source, allowing use of non-Unix forms of #!cmd\n"
    "-X opt : set implementation-specific option; -X refcheck: report at exit how many\n"
    "         objects are still alive\n"
    "--dis  : print the bytecode of the program instead of running it\n"
    "--help-env: print help about environment variables and exit\n"
    "--help-xoptions: print help about the options -X and exit (also -X help)\n"
    "--help-all: print all of this and exit\n"
    "file   : program read from script file\n"
    "-      : program read from stdin (default; interactive mode if a tty)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n";

static const char env_text[] =
    "Environment variables:\n"
    "PYTHONSTARTUP   : file executed on interactive startup (no default)\n"
    "PYTHONPATH      : ':'-separated list of directories prefixed to the module search path\n"
    "PYTHONHOME      : not used: the library is in the binary\n"
    "PYTHONSAFEPATH  : don't prepend a potentially unsafe path to sys.path\n"
    "PYTHONIOENCODING: encoding[:errors] used for stdin/stdout/stderr\n"
    "PYTHONHASHSEED  : 'random' or an integer that seeds the hashes of str and bytes\n"
    "PYTHONBREAKPOINT: what breakpoint() calls; 0 disables it\n"
    "PYTHONUNBUFFERED, PYTHONINSPECT, PYTHONOPTIMIZE, PYTHONWARNINGS, PYTHONVERBOSE,\n"
    "PYTHONDONTWRITEBYTECODE, PYTHONNOUSERSITE, PYTHONINTMAXSTRDIGITS: as the options\n"
    "VIRTUAL_ENV     : an active virtual environment; its site-packages are searched\n";

static const char x_text[] =
    "Options -X:\n"
    "-X dev                  : development mode: more warnings; also PYTHONDEVMODE=1\n"
    "-X faulthandler         : print the traceback of a crash; also PYTHONFAULTHANDLER=1\n"
    "-X importtime           : print how long each import takes\n"
    "-X int_max_str_digits=N : limit of the digits in conversions of int and str, 0 for none;\n"
    "                          also PYTHONINTMAXSTRDIGITS=N\n"
    "-X no_debug_ranges      : code has lines but no columns, tracebacks have no carets;\n"
    "                          also PYTHONNODEBUGRANGES=1\n"
    "-X pycache_prefix=PATH  : sets sys.pycache_prefix; no .pyc files are written;\n"
    "                          also PYTHONPYCACHEPREFIX=PATH\n"
    "-X refcheck             : report at exit how many objects are still alive\n"
    "-X utf8                 : UTF-8 mode, which is how files are read in any case\n"
    "-X warn_default_encoding: EncodingWarning where text is read or written without an encoding\n";

void cli_usage(const char *program, bool full) {
    fprintf(full ? stdout : stderr, usage_line, program);
    if (full)
        fputs(usage_text, stdout);
    else
        fputs("Try `kukri -h' for more information.\n", stderr);
}

void cli_help(const CliOptions *o, const char *program) {
    if (o->show_help) cli_usage(program, true);
    if (o->show_env_help) fputs(env_text, stdout);
    if (o->show_x_help) fputs(x_text, stdout);
}

static int bad_usage(const char *program) {
    cli_usage(program, false);
    return 2 + 1;
}

static int long_option(CliOptions *o, const char *program, const char *arg) {
    if (!strcmp(arg, "--help"))
        o->show_help = true;
    else if (!strcmp(arg, "--help-env"))
        o->show_env_help = true;
    else if (!strcmp(arg, "--help-xoptions"))
        o->show_x_help = true;
    else if (!strcmp(arg, "--help-all"))
        o->show_help = o->show_env_help = o->show_x_help = true;
    else if (!strcmp(arg, "--version"))
        o->version_count++;
    else if (!strcmp(arg, "--dis"))
        o->dis = true;
    else {
        fprintf(stderr, "unknown option %s\n", arg);
        return bad_usage(program);
    }
    return 0;
}

/* An option letter without argument. false: there is no such option. */
static bool flag(CliOptions *o, char c) {
    KuConfig *k = &o->config;
    switch (c) {
    case 'b':
        k->bytes_warning++;
        break;
    case 'B':
        k->dont_write_bytecode = true;
        break;
    case 'd':
        break;
    case 'E':
        o->ignore_env = k->ignore_environment = true;
        break;
    case 'h':
    case '?':
        o->show_help = true;
        break;
    case 'i':
        o->interactive = k->inspect = k->interactive = true;
        break;
    case 'I':
        o->ignore_env = k->ignore_environment = k->isolated = true;
        break;
    case 'O':
        k->optimize++;
        break;
    case 'P':
        k->safe_path = true;
        break;
    case 'q':
        o->quiet = k->quiet = true;
        break;
    case 'R':
        o->random_hash = true;
        break;
    case 's':
        k->no_user_site = true;
        break;
    case 'S':
        k->no_site = true;
        break;
    case 'u':
        k->unbuffered = true;
        break;
    case 'v':
        k->verbose = true;
        break;
    case 'V':
        o->version_count++;
        break;
    case 'x':
        o->skip_first_line = true;
        break;
    default:
        return false;
    }
    return true;
}

/* A limit of digits: -1 for none, 0 if it is no allowed number. */
static int digits_limit(const char *text) {
    char *end;
    long n = strtol(text, &end, 10);
    if (!*text || *end || (n && n < 640) || n > INT_MAX) return 0;
    return n ? (int)n : -1;
}
static int bad_digits(const char *where) {
    fprintf(stderr,
            "Fatal Python error: config_init_int_max_str_digits: %s: invalid limit; must be >= 640 "
            "or 0 for unlimited.\nPython runtime state: preinitialized\n\n",
            where);
    return 1 + 1;
}

/* -X options that have a meaning here. */
static void x_option(CliOptions *o, const char *x) {
    static const char digits[] = "int_max_str_digits";
    size_t n = sizeof digits - 1;
    if (!strcmp(x, "help"))
        o->show_x_help = true;
    else if (!strcmp(x, "dev"))
        o->config.dev_mode = true;
    else if (!strcmp(x, "utf8") || !strcmp(x, "utf8=1"))
        o->config.utf8_mode = true;
    else if (!strcmp(x, "utf8=0"))
        o->utf8_off = true;
    else if (!strcmp(x, "warn_default_encoding"))
        o->config.warn_default_encoding = true;
    else if (!strcmp(x, "no_debug_ranges"))
        o->config.no_debug_ranges = true;
    else if (!strcmp(x, "faulthandler"))
        o->report_crashes = true;
    else if (!strncmp(x, "pycache_prefix=", 15))
        o->config.pycache_prefix = x + 15;
    else if (!strncmp(x, digits, n) && (!x[n] || x[n] == '=')) {
        o->config.int_max_str_digits = digits_limit(x[n] ? x + n + 1 : "");
        o->bad_digits = o->config.int_max_str_digits == 0;
    }
    if (o->n_xopt < 63) o->xopt[o->n_xopt++] = x;
}

int cli_parse(CliOptions *o, int argc, char **argv) {
    memset(o, 0, sizeof *o);
    ku_config_init(&o->config);
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        const char *p = argv[i] + 1;
        if (*p == '-') {
            if (!p[1]) {
                i++;
                break;
            }
            int r = long_option(o, argv[0], argv[i]);
            if (r) return r;
            continue;
        }
        for (; *p; p++) {
            if (!strchr("cmWX", *p)) {
                if (flag(o, *p)) continue;
                fprintf(stderr, "Unknown option: -%c\n", *p);
                return bad_usage(argv[0]);
            }
            const char *value = p[1] ? p + 1 : i + 1 < argc ? argv[++i] : NULL;
            if (!value) {
                fprintf(stderr, "Argument expected for the -%c option\n", *p);
                return bad_usage(argv[0]);
            }
            if (*p == 'W') {
                if (o->n_warn < 63) o->warn[o->n_warn++] = value;
            } else if (*p == 'X') {
                x_option(o, value);
            } else {
                o->source = *p == 'c' ? CLI_COMMAND : CLI_MODULE;
                o->what = value;
                o->first_arg = i + 1;
                return 0;
            }
            break;
        }
    }
    if (i < argc && strcmp(argv[i], "-") != 0) {
        o->source = CLI_FILE;
        o->what = argv[i++];
    } else {
        o->source = CLI_STDIN;
        o->what = i < argc ? argv[i++] : NULL; /* "-" becomes sys.argv[0] */
    }
    o->first_arg = i;
    return 0;
}

const char *cli_env(const CliOptions *o, const char *name) {
    const char *v = o->ignore_env ? NULL : getenv(name);
    return v && *v ? v : NULL;
}

static int env_level(const CliOptions *o, const char *name) {
    const char *v = cli_env(o, name);
    return !v ? 0 : atoi(v) > 1 ? atoi(v) : 1;
}

static int hash_seed(CliOptions *o) {
    const char *v = cli_env(o, "PYTHONHASHSEED");
    char *end;
    if (!v || !strcmp(v, "random") || o->random_hash) return 0;
    unsigned long n = strtoul(v, &end, 10);
    if (*end || n > 4294967295ul || v[0] == '-') {
        fputs("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an "
              "integer in "
              "range [0; 4294967295]\nPython runtime state: preinitialized\n\n",
              stderr);
        return 1 + 1;
    }
    o->config.hash_seed_set = true;
    o->config.hash_seed = (uint32_t)n;
    return 0;
}

int cli_environment(CliOptions *o) {
    KuConfig *k = &o->config;
    k->unbuffered = k->unbuffered || cli_env(o, "PYTHONUNBUFFERED");
    k->dont_write_bytecode = k->dont_write_bytecode || cli_env(o, "PYTHONDONTWRITEBYTECODE");
    k->verbose = k->verbose || cli_env(o, "PYTHONVERBOSE");
    k->dev_mode = k->dev_mode || cli_env(o, "PYTHONDEVMODE");
    o->report_crashes = o->report_crashes || k->dev_mode || cli_env(o, "PYTHONFAULTHANDLER");
    if (!k->pycache_prefix) k->pycache_prefix = cli_env(o, "PYTHONPYCACHEPREFIX");
    k->inspect = k->inspect || cli_env(o, "PYTHONINSPECT");
    const char *utf8 = cli_env(o, "PYTHONUTF8");
    k->utf8_mode = !o->utf8_off && (k->utf8_mode || (utf8 && !strcmp(utf8, "1")));
    k->warn_default_encoding = k->warn_default_encoding || cli_env(o, "PYTHONWARNDEFAULTENCODING");
    k->no_debug_ranges = k->no_debug_ranges || cli_env(o, "PYTHONNODEBUGRANGES");
    k->safe_path = k->safe_path || cli_env(o, "PYTHONSAFEPATH");
    k->no_user_site = k->no_user_site || cli_env(o, "PYTHONNOUSERSITE");
    if (env_level(o, "PYTHONOPTIMIZE") > k->optimize) k->optimize = env_level(o, "PYTHONOPTIMIZE");
    if (o->bad_digits) return bad_digits("-X int_max_str_digits");
    const char *digits = cli_env(o, "PYTHONINTMAXSTRDIGITS");
    if (digits && !k->int_max_str_digits && !(k->int_max_str_digits = digits_limit(digits)))
        return bad_digits("PYTHONINTMAXSTRDIGITS");
    /* PYTHONWARNINGS=a,b comes before the -W options, which then win */
    const char *w = cli_env(o, "PYTHONWARNINGS");
    if (w) {
        char *copy = strdup(w);
        const char *list[64];
        int n = 0;
        for (char *s = copy ? strtok(copy, ",") : NULL; s && n + o->n_warn < 63;
             s = strtok(NULL, ","))
            list[n++] = s;
        memmove(o->warn + n, o->warn, sizeof *o->warn * (size_t)o->n_warn);
        memcpy(o->warn, list, sizeof *list * (size_t)n);
        o->n_warn += n; /* copy lives as long as the process */
    }
    if (k->dev_mode && o->n_warn < 63) {
        memmove(o->warn + 1, o->warn, sizeof *o->warn * (size_t)o->n_warn++);
        o->warn[0] = "default";
    }
    if (k->bytes_warning && o->n_warn < 63)
        o->warn[o->n_warn++] =
            k->bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning";
    k->warn_options = o->warn;
    k->x_options = o->xopt;
    return hash_seed(o);
}
