#ifndef KI_REPL_H
#define KI_REPL_H
/* The interactive session. */
#include <kukri.h>

/* Reads, runs and prints until end of input or exit(): the exit status. banner: say hello first. */
int cli_repl(KuState *ku, bool banner);
/* Makes sys.ps1 and sys.ps2 unless they exist. */
void cli_set_prompts(KuState *ku);
#endif
