/* The command `kukri`: runs a script, a module, a command or the interactive session. Written on
 * kukri.h alone. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"
#include "repl.h"

enum { MAX_PATHS = 256 };

/* --- sys.path, sys.argv, sys.executable --- */

static void add_path(const char **list, int *n, const char *s) {
    if (*n < MAX_PATHS - 1) list[(*n)++] = s;
}

static void add_site_packages(const CliOptions *o, const char **list, int *n, char *buf,
                              size_t size) {
    struct stat st;
    const char *venv = o->ignore_env ? NULL : getenv("VIRTUAL_ENV");
    if (venv && *venv && !o->config.no_site &&
        snprintf(buf, size, "%s/lib/python3.11/site-packages", venv) < (int)size &&
        stat(buf, &st) == 0)
        add_path(list, n, buf);
}

/* The entries after the script's folder. PYTHONPATH is cut in place in a copy. */
static void build_path(const CliOptions *o, const char **list, char *site, size_t site_size) {
    int n = 0;
    static char cwd[PATH_MAX];
    if (!o->config.isolated && !o->config.safe_path && o->source == CLI_COMMAND)
        add_path(list, &n, "");
    else if (!o->config.isolated && !o->config.safe_path && o->source == CLI_STDIN)
        add_path(list, &n, "");
    else if (!o->config.isolated && !o->config.safe_path && o->source == CLI_MODULE &&
             getcwd(cwd, sizeof cwd))
        add_path(list, &n, cwd);
    const char *env = cli_env(o, "PYTHONPATH");
    char *copy = env ? strdup(env) : NULL;
    for (char *s = copy, *next; s; s = next) {
        next = strchr(s, ':');
        if (next) *next++ = 0;
        add_path(list, &n, *s ? s : "");
    }
    add_site_packages(o, list, &n, site, site_size);
    list[n] = NULL;
}

/* The path of the running binary: as found by the kernel, else as typed. */
static const char *executable(const char *argv0, char *buf, size_t size) {
    ssize_t n = readlink("/proc/self/exe", buf, size - 1);
    if (n > 0) {
        buf[n] = 0;
        return buf;
    }
    return argv0;
}

/* --- running --- */

static char *slurp(FILE *f, size_t *len) {
    size_t cap = 65536, n = 0, got;
    char *s = malloc(cap);
    while (s && (got = fread(s + n, 1, cap - n - 1, f)) > 0) {
        n += got;
        if (cap - n < 2) {
            char *p = realloc(s, cap *= 2);
            if (!p) {
                free(s);
                return NULL;
            }
            s = p;
        }
    }
    if (s) s[n] = 0;
    *len = n;
    return s;
}

/* A script that cannot be read ends with status 2, before anything runs. */
static bool script_exists(const char *program, const char *path, int *status) {
    struct stat st;
    char full[PATH_MAX * 2], cwd[PATH_MAX];
    if (path[0] == '/' || !getcwd(cwd, sizeof cwd))
        snprintf(full, sizeof full, "%s", path);
    else
        snprintf(full, sizeof full, "%s/%s", cwd, path);
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        char inner[PATH_MAX * 2 + 16];
        snprintf(inner, sizeof inner, "%s/__main__.py", path);
        if (access(inner, R_OK) == 0) return true;
        fprintf(stderr, "%s: can't find '__main__' module in '%s'\n", program, full);
        *status = 1;
        return false;
    }
    FILE *f = fopen(path, "rb");
    if (f) {
        fclose(f);
        return true;
    }
    fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", program, full, errno,
            strerror(errno));
    *status = 2;
    return false;
}

static int disassemble(KuState *ku, const char *source, const char *name) {
    const char *text = ku_disassemble(ku, source, name);
    if (!text) return ku_report_error(ku);
    fputs(text, stdout);
    return 0;
}

static char *source_text(const CliOptions *o) {
    if (o->source == CLI_COMMAND) return strdup(o->what);
    FILE *f = o->source == CLI_FILE ? fopen(o->what, "rb") : stdin;
    size_t n;
    char *s = f ? slurp(f, &n) : NULL;
    if (f && f != stdin) fclose(f);
    return s;
}

static KuStatus no_memory(KuState *ku) {
    ku_raise(ku, "MemoryError", "%s", "");
    return KU_NO_MEMORY;
}

/* What a script finds as the name of its file. */
static KuStatus set_file(KuState *ku, const char *name) {
    KuValue file = ku_str(ku, name);
    KuStatus s = ku_is_null(file) ? KU_NO_MEMORY : ku_set_global(ku, "__file__", file);
    if (s == KU_OK) s = ku_set_global(ku, "__cached__", ku_none());
    ku_release(ku, file);
    return s;
}

static KuStatus run_stdin(KuState *ku) {
    size_t n;
    char *text = slurp(stdin, &n);
    KuStatus s = text ? set_file(ku, "<stdin>") : no_memory(ku);
    if (s == KU_OK) s = ku_run_stream(ku, text, n, "<stdin>");
    free(text);
    return s;
}

/* The text behind -c is followed by a newline. */
static KuStatus run_command(KuState *ku, const char *command) {
    size_t n = strlen(command);
    char *text = malloc(n + 2);
    if (!text) return no_memory(ku);
    memcpy(text, command, n);
    memcpy(text + n, "\n", 2);
    KuStatus s = ku_run_string(ku, text, "<string>");
    free(text);
    return s;
}

/* -x: the script without its first line, which still counts. */
static KuStatus run_without_first_line(KuState *ku, const CliOptions *o) {
    char *text = source_text(o), *nl = text ? strchr(text, '\n') : NULL,
         *full = realpath(o->what, NULL);
    for (char *p = text; nl && p < nl; p++)
        *p = ' ';
    const char *name = full ? full : o->what;
    KuStatus s = text ? set_file(ku, name) : no_memory(ku);
    if (s == KU_OK) s = ku_run_string(ku, text, name);
    free(text);
    free(full);
    return s;
}

static void run_startup_file(KuState *ku, const CliOptions *o) {
    const char *path = cli_env(o, "PYTHONSTARTUP");
    if (!path) return;
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno %d] %s: '%s'\n",
                errno, strerror(errno), path);
        return;
    }
    size_t n;
    char *text = slurp(f, &n);
    fclose(f);
    if (text && ku_run_string(ku, text, path) != KU_OK) ku_report_error(ku);
    free(text);
}

/* sys.__interactivehook__, which a script may have set, runs before the prompt. */
static void run_interactive_hook(KuState *ku) {
    KuValue sys = ku_import(ku, "sys");
    KuValue hook = ku_is_null(sys) ? sys : ku_getattr(ku, sys, "__interactivehook__");
    ku_release(ku, sys);
    if (ku_is_null(hook)) {
        ku_error_clear(ku);
        return;
    }
    KuValue r = ku_call(ku, hook, NULL, 0);
    ku_release(ku, hook);
    if (!ku_is_null(r)) {
        ku_release(ku, r);
        return;
    }
    fputs("Failed calling sys.__interactivehook__\n", stderr);
    ku_print_error(ku);
}

/* faulthandler.enable() */
static void report_crashes(KuState *ku) {
    KuValue m = ku_import(ku, "faulthandler");
    KuValue r = ku_is_null(m) ? m : ku_call_method(ku, m, "enable", NULL, 0);
    if (ku_is_null(r))
        ku_report_error(ku);
    else
        ku_release(ku, r);
    ku_release(ku, m);
}

/* Runs what the options name: its status, or that of the interactive session. */
static int run(KuState *ku, const CliOptions *o) {
    KuStatus s = KU_OK;
    int status = 0;
    bool session = o->source == CLI_STDIN && (isatty(0) || o->interactive);
    if (session) {
        run_startup_file(ku, o);
        run_interactive_hook(ku);
        return cli_repl(ku, !o->quiet);
    }
    if (o->source == CLI_COMMAND) {
        s = run_command(ku, o->what);
    } else if (o->source == CLI_MODULE) {
        s = ku_run_module(ku, o->what);
    } else if (o->source == CLI_FILE) {
        s = o->skip_first_line ? run_without_first_line(ku, o) : ku_run_file(ku, o->what);
    } else {
        s = run_stdin(ku);
    }
    /* the script itself may ask to be inspected, by somebody who sits there */
    bool inspect = o->interactive || (cli_env(o, "PYTHONINSPECT") && isatty(0));
    if (s != KU_OK && inspect)
        ku_print_error(ku);
    else if (s != KU_OK)
        status = ku_report_error(ku);
    if (!inspect) return status;
    run_interactive_hook(ku);
    return cli_repl(ku, false);
}

/* What standard output still holds is written now, while it can be told that it could not. */
static bool flush_output(KuState *ku) {
    KuValue sys = ku_import(ku, "sys"), out = ku_null(), closed = ku_null(), done = ku_null();
    if (!ku_is_null(sys)) out = ku_getattr(ku, sys, "stdout");
    if (!ku_is_null(out) && !ku_is_none(out)) closed = ku_getattr(ku, out, "closed");
    bool open = !ku_is_null(closed) && ku_truth(ku, closed) == 0;
    ku_error_clear(ku); /* no stream of ours, or none at all */
    if (open) done = ku_call_method(ku, out, "flush", NULL, 0);
    bool failed = open && ku_is_null(done);
    if (failed) {
        char type[64], message[256];
        snprintf(type, sizeof type, "%s", ku_error_type(ku));
        snprintf(message, sizeof message, "%s", ku_error_message(ku));
        ku_error_clear(ku);
        KuValue text = ku_repr(ku, out);
        const char *u = ku_is_null(text) ? NULL : ku_to_str(ku, text, NULL);
        fprintf(stderr, "Exception ignored in: %s\n%s: %s\n", u ? u : "sys.stdout", type, message);
        ku_release(ku, text);
        ku_error_clear(ku);
    }
    ku_release(ku, done);
    ku_release(ku, closed);
    ku_release(ku, out);
    ku_release(ku, sys);
    return !failed;
}

/* -i without a terminal must not see end of file twice, and a KeyboardInterrupt ends the process as
 * the signal would, so that shells and make notice. */
static void die_of_sigint(void) {
    signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
}

static int print_version(const CliOptions *o) {
    printf("Python 3.11.2 (Kukri %s)\n", KUKRI_VERSION);
    if (o->version_count > 1) printf("[%s]\n", __VERSION__);
    return 0;
}

int main(int argc, char **argv) {
    static CliOptions o;
    static const char *path[MAX_PATHS];
    static char site[PATH_MAX], exe[PATH_MAX];
    int r = cli_parse(&o, argc, argv), status = 0;
    if (r) return r - 1;
    if (o.show_help || o.show_env_help || o.show_x_help) {
        cli_help(&o, argv[0]);
        return 0;
    }
    if (o.version_count) return print_version(&o);
    if ((r = cli_environment(&o)) != 0) return r - 1;
    if (o.source == CLI_FILE && !script_exists(argv[0], o.what, &status)) return status;

    /* sys.argv: what is run, then its arguments */
    char **args = calloc((size_t)argc + 2, sizeof *args);
    if (!args) return 1;
    int n = 0;
    args[n++] = (char *)(o.source == CLI_COMMAND  ? "-c"
                         : o.source == CLI_MODULE ? "-m"
                         : o.what                 ? o.what
                                                  : "");
    for (int i = o.first_arg; i < argc; i++)
        args[n++] = argv[i];
    build_path(&o, path, site, sizeof site);
    o.config.argc = n;
    o.config.argv = args;
    o.config.orig_argc = argc;
    o.config.orig_argv = argv;
    o.config.path = path;
    o.config.executable = executable(argv[0], exe, sizeof exe);
    o.config.handle_signals = true;
    KuState *ku = ku_new(&o.config);
    free(args);
    if (!ku) {
        fputs("kukri: out of memory\n", stderr);
        return 1;
    }
    if (o.report_crashes) report_crashes(ku);
    if (o.dis) {
        char *text = source_text(&o);
        status = text ? disassemble(ku, text, o.what ? o.what : "<stdin>") : 1;
        free(text);
    } else {
        status = run(ku, &o);
    }
    if (!flush_output(ku)) status = 120;
    ku_free(ku);
    if (status == 130) die_of_sigint();
    return status;
}
