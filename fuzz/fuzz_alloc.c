/* Scripts in which one allocation fails: fuzz_alloc TURNS SEED SCRIPT..., or again the one that was
 * found: fuzz_alloc 0 ALLOCATION SCRIPT
 *
 * Every script runs once with all its memory, which tells how many allocations it makes, and then
 * TURNS times in a process of its own in which one of them, chosen at random, fails. The script may
 * end in a MemoryError or go on; what is looked for are crashes, objects that outlive the
 * interpreter and the reports of sanitizers, which are printed with the script and the number of
 * the allocation. If the script names numpy or torch, it is imported before, so that most failures
 * come while the script itself runs. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/api.h"

enum { SECONDS = 60 }; /* for one run, which may wait for what failed */

/* The interpreters that the runs are copies of, made when first asked for. */
static const char *const imports[] = {"pass", "import numpy", "import torch"};
static KuState *ready[3];

static KuState *for_script(const char *script) {
    static char text[1 << 18];
    FILE *f = fopen(script, "r");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    text[n] = 0;
    if (f) fclose(f);
    int kind = strstr(text, "torch") ? 2 : strstr(text, "numpy") ? 1 : 0;
    if (ready[kind]) return ready[kind];
    ready[kind] = ku_new(NULL);
    if (!ready[kind] || ku_run_string(ready[kind], imports[kind], "<start>") != KU_OK) abort();
    return ready[kind];
}

/* Runs in a child; writes how many allocations were left over to `report`. */
static void run(KuState *ku, const char *script, long nth, int report) {
    alarm(SECONDS);
    signal(SIGPIPE, SIG_IGN); /* as the command does */
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    char folder[] = "/tmp/fuzz_allocXXXXXX", whole[PATH_MAX];
    if (!realpath(script, whole) || !mkdtemp(folder) || chdir(folder)) _exit(3);
    ku->ks->config.refcheck = true;
    ku->ks->alloc.fail_after = nth;
    if (ku_run_file(ku, whole) != KU_OK) ku_report_error(ku);
    long left = ku->ks->alloc.fail_after;
    ku->ks->alloc.fail_after = 0;
    ku_free(ku);
    if (report >= 0 && write(report, &left, sizeof left) != sizeof left) _exit(3);
    if (chdir("/")) _exit(3);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (rmdir(folder) && system(command)) _exit(3);
    exit(0); /* LeakSanitizer looks now */
}

/* The standard error of the child goes to `log`. Returns its wait status. */
static int in_child(KuState *ku, const char *script, long nth, const char *log, long *left) {
    int pipe_[2] = {-1, -1};
    if (left && pipe(pipe_)) return -1;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, 2);
        setpgid(0, 0);
        run(ku, script, nth, left ? pipe_[1] : -1);
    }
    if (left) {
        close(pipe_[1]);
        if (read(pipe_[0], left, sizeof *left) != sizeof *left) *left = -1;
        close(pipe_[0]);
    }
    int status = -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    kill(-pid, SIGKILL);
    return status;
}

/* Did -X refcheck count objects that are still alive? */
static bool leaked(const char *log) {
    FILE *f = fopen(log, "r");
    char line[512];
    bool any = false;
    while (f && fgets(line, sizeof line, f))
        any |= !strncmp(line, "refcheck: ", 10) && strncmp(line, "refcheck: 0 ", 12);
    if (f) fclose(f);
    return any;
}

/* What the child wrote: from the finding on, or all of it. */
static void show(const char *log, bool on) {
    FILE *f = fopen(log, "r");
    char line[512];
    for (int n = 0; f && n < 40 && fgets(line, sizeof line, f);) {
        on |= strstr(line, "refcheck: ") || strstr(line, "ERROR: ") ||
              strstr(line, "runtime error") || strstr(line, "Assertion");
        if (on && ++n) fputs(line, stdout);
    }
    if (f) fclose(f);
}

int main(int argc, char **argv) {
    if (argc < 4)
        return fputs("fuzz_alloc TURNS SEED SCRIPT... | 0 ALLOCATION SCRIPT\n", stderr), 2;
    int turns = atoi(argv[1]), bad = 0;
    srandom((unsigned)atoi(argv[2]));
    char log[64];
    snprintf(log, sizeof log, "/tmp/fuzz_alloc.%d.log", (int)getpid());
    for (int i = 3; i < argc; i++) {
        const long most = LONG_MAX / 2;
        long left = 1;
        KuState *ku = for_script(argv[i]);
        int status = turns ? in_child(ku, argv[i], most, log, &left) : 0;
        if (status != 0 || left <= 0) {
            printf("%s: status %x without a failure\n", argv[i], (unsigned)status);
            show(log, turns == 0);
            bad++;
            continue;
        }
        for (int k = 0; k < (turns ? turns : 1); k++) {
            long nth = turns ? 1 + random() % (most - left) : atol(argv[2]);
            status = in_child(ku, argv[i], nth, log, NULL);
            if (turns && status == 0 && !leaked(log)) continue;
            printf("%s: allocation %ld: status %x\n", argv[i], nth, (unsigned)status);
            show(log, turns == 0);
            bad += status != 0 || leaked(log);
        }
        fflush(stdout);
    }
    unlink(log);
    for (int i = 0; i < 3; i++)
        if (ready[i]) ku_free(ready[i]);
    printf("%d scripts, %d findings\n", argc - 3, bad);
    return bad != 0;
}
