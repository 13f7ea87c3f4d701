#ifndef KI_UNICODE_DB_H
#define KI_UNICODE_DB_H
/* Character properties as str's methods ask for them (Unicode 14, CPython 3.11's), and full case
 * mapping. */
#include <stdbool.h>
#include <stdint.h>

bool ki_uc_is_alpha(uint32_t c);
bool ki_uc_is_lower(uint32_t c);
bool ki_uc_is_upper(uint32_t c);
bool ki_uc_is_title(uint32_t c);
bool ki_uc_is_space(uint32_t c);
bool ki_uc_is_printable(uint32_t c);
bool ki_uc_is_decimal(uint32_t c);
bool ki_uc_is_digit(uint32_t c);
bool ki_uc_is_numeric(uint32_t c);
bool ki_uc_is_linebreak(uint32_t c);
bool ki_uc_is_cased(uint32_t c);          /* for the final sigma: cased and not ignorable */
bool ki_uc_is_case_ignorable(uint32_t c); /* and not counted by ki_uc_is_cased */
int ki_uc_decimal_value(uint32_t c);      /* 0..9, -1: not a decimal digit */
uint32_t ki_uc_lower1(uint32_t c);        /* simple mappings */
uint32_t ki_uc_upper1(uint32_t c);
/* Full mappings: write 1..3 code points, return how many. */
int ki_uc_lower(uint32_t c, uint32_t out[3]);
int ki_uc_upper(uint32_t c, uint32_t out[3]);
int ki_uc_title(uint32_t c, uint32_t out[3]);
int ki_uc_fold(uint32_t c, uint32_t out[3]);
#endif
