#ifndef KI_OPTIONS_H
#define KI_OPTIONS_H
/* The command line and the environment, turned into a KuConfig and what to run. */
#include <kukri.h>

typedef enum CliSource { CLI_STDIN, CLI_COMMAND, CLI_MODULE, CLI_FILE } CliSource;

typedef struct CliOptions {
    KuConfig config;
    CliSource source;
    const char *what; /* command text, module name, or file name */
    int first_arg;    /* argv[first_arg ..] follow what is run */
    bool interactive; /* -i */
    bool quiet, skip_first_line, dis, show_version, show_help, show_env_help, show_x_help;
    bool ignore_env, random_hash, bad_digits, utf8_off;
    bool report_crashes; /* -X faulthandler */
    int version_count;
    const char *warn[64], *xopt[64];
    int n_warn, n_xopt;
} CliOptions;

/* 0 to go on, else the exit status + 1 after a message was printed. */
int cli_parse(CliOptions *o, int argc, char **argv);
/* Environment variables that stand for options. 0, or the exit status + 1. */
int cli_environment(CliOptions *o);
const char *cli_env(const CliOptions *o, const char *name); /* NULL if unset, empty or ignored */
void cli_usage(const char *program, bool full);
/* What --help and its kin ask for, on standard output. */
void cli_help(const CliOptions *o, const char *program);
#endif
