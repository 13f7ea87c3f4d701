/* The interactive session: prompts, statements over several lines, history and completion on a
 * terminal through libedit, plain lines from anything else. */
#include "repl.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <editline/readline.h>

enum { HISTORY_LINES = 1000 };

typedef struct Repl {
    KuState *ku;
    bool tty;
    char history[1024]; /* file name, or "" */
    char *text;         /* the statement so far */
    size_t len, cap;
} Repl;

/* libedit calls back without a pointer of ours and reads signals by itself: these serve the one
 * session that a process can have on its terminal. */
static KuState *session;
static sigjmp_buf interrupted;

/* --- sys attributes --- */

static KuValue sys_attr(KuState *ku, const char *name) {
    KuValue sys = ku_import(ku, "sys");
    KuValue v = ku_is_null(sys) ? sys : ku_getattr(ku, sys, name);
    ku_release(ku, sys);
    return v;
}

static void set_default(KuState *ku, const char *name, const char *text) {
    KuValue sys = ku_import(ku, "sys"), v = ku_getattr(ku, sys, name);
    if (ku_is_null(v)) {
        ku_error_clear(ku);
        v = ku_str(ku, text);
        if (ku_setattr(ku, sys, name, v) != KU_OK) ku_error_clear(ku);
    }
    ku_release(ku, v);
    ku_release(ku, sys);
}

void cli_set_prompts(KuState *ku) {
    set_default(ku, "ps1", ">>> ");
    set_default(ku, "ps2", "... ");
}

/* str(sys.ps1) or str(sys.ps2) into buf. */
static void prompt_text(KuState *ku, const char *name, char *buf, size_t size) {
    KuValue v = sys_attr(ku, name), s = ku_is_null(v) ? v : ku_str_of(ku, v);
    const char *u = ku_is_null(s) ? NULL : ku_to_str(ku, s, NULL);
    snprintf(buf, size, "%s", u ? u : "");
    ku_release(ku, s);
    ku_release(ku, v);
    ku_error_clear(ku);
}

static void flush_stdout(KuState *ku) {
    KuValue out = sys_attr(ku, "stdout"), r = ku_null();
    if (!ku_is_null(out) && !ku_is_none(out)) r = ku_call_method(ku, out, "flush", NULL, 0);
    ku_release(ku, r);
    ku_release(ku, out);
    ku_error_clear(ku);
}

/* --- completion --- */

typedef struct Matches {
    char **at;
    size_t n, cap;
} Matches;

static void add_match(void *data, const char *text) {
    Matches *m = data;
    if (m->n + 2 > m->cap) {
        size_t cap = m->cap ? m->cap * 2 : 16;
        char **p = realloc(m->at, cap * sizeof *p);
        if (!p) return;
        m->at = p;
        m->cap = cap;
    }
    if ((m->at[m->n] = strdup(text)) != NULL) m->n++;
}

/* The longest text that all matches begin with. */
static char *common_prefix(const Matches *m) {
    size_t len = strlen(m->at[0]);
    for (size_t i = 1; i < m->n; i++) {
        size_t k = 0;
        while (k < len && m->at[i][k] == m->at[0][k])
            k++;
        len = k;
    }
    return strndup(m->at[0], len);
}

/* libedit wants: the common prefix, the matches, NULL. */
static char **complete(const char *text, int start, int end) {
    (void)start, (void)end;
    Matches m = {NULL, 0, 0};
    rl_attempted_completion_over = 1;
    ku_complete(session, text, add_match, &m);
    if (!m.n) {
        free(m.at);
        return NULL;
    }
    char **r = calloc(m.n + 2, sizeof *r);
    if (r && (r[0] = common_prefix(&m)) != NULL) memcpy(r + 1, m.at, m.n * sizeof *r);
    free(m.at);
    return r;
}

/* Tab at the start of a line or after blanks indents. */
static int tab_key(int count, int key) {
    (void)count, (void)key;
    bool blank = true;
    for (int i = 0; i < rl_point; i++)
        blank = blank && (rl_line_buffer[i] == ' ' || rl_line_buffer[i] == '\t');
    if (blank) {
        rl_insert_text("    ");
        rl_redisplay();
        return 0;
    }
    return rl_complete(0, '\t');
}

/* --- reading lines --- */

static void on_sigint(int sig) {
    (void)sig;
    siglongjmp(interrupted, 1);
}

/* A line without its newline, malloc'd; NULL at the end of input. *stop: Ctrl-C. */
static char *read_terminal(const char *prompt, bool *stop) {
    struct sigaction mine, old;
    memset(&mine, 0, sizeof mine);
    mine.sa_handler = on_sigint;
    sigaction(SIGINT, &mine, &old);
    char *line = NULL;
    if (sigsetjmp(interrupted, 1) == 0) {
        line = readline(prompt);
    } else {
        *stop = true;
        rl_deprep_terminal();
    }
    sigaction(SIGINT, &old, NULL);
    return line;
}

/* *open: the input ends within the line. */
static char *read_plain(const char *prompt, bool *open) {
    char *line = NULL;
    size_t cap = 0;
    fputs(prompt, stderr);
    fflush(stderr);
    ssize_t n = getline(&line, &cap, stdin);
    if (n < 0) {
        free(line);
        return NULL;
    }
    *open = n && line[n - 1] != '\n';
    if (n && !*open) line[n - 1] = 0;
    return line;
}

/* --- the loop --- */

static bool append(Repl *r, const char *line, bool open) {
    size_t n = strlen(line);
    if (r->len + n + 2 > r->cap) {
        size_t cap = (r->len + n + 2) * 2;
        char *p = realloc(r->text, cap);
        if (!p) return false;
        r->text = p;
        r->cap = cap;
    }
    memcpy(r->text + r->len, line, n);
    r->len += n;
    if (!open) r->text[r->len++] = '\n';
    r->text[r->len] = 0;
    return true;
}

/* Nothing but blanks and comments: no statement. */
static bool is_blank(const char *s) {
    for (; *s; s++) {
        if (*s == '#') {
            while (s[1] && s[1] != '\n')
                s++;
        } else if (*s != ' ' && *s != '\t' && *s != '\n' && *s != '\f') {
            return false;
        }
    }
    return true;
}

static void start_history(Repl *r) {
    const char *home = getenv("HOME");
    session = r->ku;
    rl_readline_name = "kukri";
    using_history();
    stifle_history(HISTORY_LINES);
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";
    rl_completion_append_character = 0;
    rl_bind_key('\t', tab_key);
    if (home &&
        snprintf(r->history, sizeof r->history, "%s/.kukri_history", home) < (int)sizeof r->history)
        read_history(r->history);
    else
        r->history[0] = 0;
}

static void hello(KuState *ku) {
    KuValue v = sys_attr(ku, "version"), p = sys_attr(ku, "platform");
    const char *version = ku_is_null(v) ? NULL : ku_to_str(ku, v, NULL);
    const char *platform = ku_is_null(p) ? NULL : ku_to_str(ku, p, NULL);
    fprintf(stderr,
            "Python %s on %s\nType \"help\", \"copyright\", \"credits\" or \"license\" for more "
            "information.\n",
            version ? version : "", platform ? platform : "");
    ku_release(ku, v);
    ku_release(ku, p);
    ku_error_clear(ku);
}

/* Runs what has been read; false to leave with *status. */
static bool run(Repl *r, bool final, int *status) {
    KuStatus s = ku_run_interactive(r->ku, r->text, r->len, "<stdin>", final);
    if (s == KU_INCOMPLETE) return true;
    r->len = 0;
    if (s != KU_OK) {
        int code = ku_report_error(r->ku);
        if (s == KU_EXIT) {
            *status = code;
            return false;
        }
    }
    flush_stdout(r->ku);
    return true;
}

int cli_repl(KuState *ku, bool banner) {
    Repl r = {.ku = ku, .tty = isatty(0) && isatty(1)};
    int status = 0;
    char prompt[256];
    if (banner) hello(ku);
    cli_set_prompts(ku);
    if (r.tty) start_history(&r);
    for (;;) {
        bool stop = false, open = false;
        prompt_text(ku, r.len ? "ps2" : "ps1", prompt, sizeof prompt);
        char *line = r.tty ? read_terminal(prompt, &stop) : read_plain(prompt, &open);
        if (stop) {
            fputs("\nKeyboardInterrupt\n", stderr);
            r.len = 0;
            continue;
        }
        if (!line) {
            fputs("\n", stderr);
            if (!r.len) break;
            if (!run(&r, true, &status)) break;
            r.len = 0; /* the next read finds the end again */
            continue;
        }
        if (r.tty && !is_blank(line)) add_history(line);
        bool ok = append(&r, line, open);
        bool comment = line[strspn(line, " \t\f")] == '#';
        free(line);
        if (!ok) {
            fputs("MemoryError\n", stderr);
            status = 1;
            break;
        }
        if (open) { /* the end of the line is looked for, too */
            prompt_text(ku, "ps2", prompt, sizeof prompt);
            fprintf(stderr, "%s\n", prompt);
            if (comment && is_blank(r.text)) break;
        } else if (is_blank(r.text)) {
            r.len = 0;
            continue;
        }
        if (!run(&r, open, &status)) break;
    }
    if (r.history[0]) write_history(r.history);
    free(r.text);
    return status;
}
